import type { Endpoint } from '@/lib/api/endpoint-contract';
import { isObject, type Json } from '@/lib/trace/json';
import { type EndpointPreset, presets, type TypedKind } from './endpoint-presets';

/** What is typed into the form of an endpoint. The key is only ever in the memory of the page. */
export interface EndpointValues {
  name: string;
  kind: TypedKind;
  baseUrl: string;
  model: string;
  key: string;
  /** JSON text of an object; empty: none. */
  parameters: string;
  allowPrivate: boolean;
}

export function firstValues(endpoint?: Endpoint): EndpointValues {
  if (!endpoint || endpoint.kind === 'scripted') return blank;
  const { name, kind, baseUrl, model, parameters, allowPrivate } = endpoint;
  return {
    ...{ name, kind, allowPrivate, key: '' },
    baseUrl: baseUrl ?? '',
    model: model ?? '',
    parameters: parameters === null ? '' : JSON.stringify(parameters, null, 2),
  };
}

const blank: EndpointValues = {
  ...{ name: '', kind: 'openai-compatible', baseUrl: '', model: '' },
  ...{ key: '', parameters: '', allowPrivate: false },
};

/** What was typed for a name, a key, a model and parameters stays; leave is that of the preset. */
export function withPreset(values: EndpointValues, preset: EndpointPreset): EndpointValues {
  const named = presets.some(({ name }) => name === values.name);
  const placed = presets.some(({ baseUrl }) => baseUrl === values.baseUrl);
  const known = preset.baseUrl !== '';
  return {
    ...values,
    kind: preset.kind,
    name: named || values.name.trim() === '' ? (known ? preset.name : '') : values.name,
    baseUrl: known || placed ? preset.baseUrl : values.baseUrl,
    allowPrivate: preset.local,
  };
}

/** Scheme, host and port; null while no address is typed. */
export function originOf(text: string | null): string | null {
  const url = text !== null && URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}

/** Whether saving would drop the stored key: it is bound to another address. */
export const dropsKey = (
  endpoint: Endpoint | undefined,
  { baseUrl, key }: EndpointValues,
): boolean =>
  endpoint?.key === 'stored' &&
  key.trim() === '' &&
  originOf(baseUrl) !== originOf(endpoint.baseUrl);

export interface EndpointFields {
  name: string;
  kind: TypedKind;
  baseUrl: string;
  model: string | null;
  parameters: Record<string, Json> | null;
  allowPrivate: boolean;
  key?: string;
}

export type Checked =
  | { fields: EndpointFields }
  | { problems: Partial<Record<'name' | 'baseUrl' | 'parameters', string>> };

/** What the values mean to the server, or what is wrong with them by field. */
export function checkedValues(values: EndpointValues): Checked {
  const problems: Partial<Record<'name' | 'baseUrl' | 'parameters', string>> = {};
  if (values.name.trim() === '') problems.name = 'Give it a name.';
  if (originOf(values.baseUrl) === null)
    problems.baseUrl = 'Type an address such as https://api.example.com/v1.';
  const parameters = parametersOf(values.parameters);
  if (parameters === undefined)
    problems.parameters = 'Parameters are a JSON object, such as {"temperature": 0}.';
  if (parameters === undefined || Object.keys(problems).length > 0) return { problems };
  const { kind, allowPrivate } = values;
  const key = values.key.trim();
  return {
    fields: {
      ...{ kind, allowPrivate, parameters },
      name: values.name.trim(),
      baseUrl: values.baseUrl.trim(),
      model: values.model.trim() || null,
      ...(key === '' ? {} : { key }),
    },
  };
}

/** undefined for what is no object. */
function parametersOf(text: string): Record<string, Json> | null | undefined {
  if (text.trim() === '') return null;
  try {
    // What JSON.parse gives is Json.
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
