import type { ruleOf } from './fields';

type FieldType = ReturnType<typeof ruleOf>['type'];
export type NumberType = 'number' | 'duration' | 'cost';

/** `value` in the field's unit: milliseconds, tokens, US dollars. `next`: where what was written ends. */
export interface ReadNumber {
  value: number;
  /** `9m41s` is up to, not with, 9m42s; null: exactly the value. */
  next: number | null;
}

const words: Record<FieldType, string> = {
  text: 'a text',
  number: 'a number, such as 500 or 1.5k',
  duration: 'a duration, such as 200ms, 1.5s or 9m41s',
  cost: 'an amount of US dollars, such as 0.01',
  clock: 'a time, such as 2026-05-09T10:00',
  json: 'a value of any type',
};

/** What a value of this type is called. */
export const wordOf = (type: FieldType): string => words[type];

/** null where the text is no number of that type. */
export function numberOf(type: NumberType, text: string): ReadNumber | null {
  if (type === 'duration') return duration(text);
  const found = /^([-+]?)(\$?)(\d[\d_]*(?:\.\d+)?|\.\d+)(e[-+]?\d+)?([kM]?)$/i.exec(text);
  if (!found) return null;
  const [, sign, dollar, digits = '', power = '', unit = ''] = found;
  if (dollar && type !== 'cost') return null;
  const factor = unit === '' ? 1 : unit.toLowerCase() === 'k' ? 1e3 : 1e6;
  const size = Number(digits.replaceAll('_', '') + power) * factor;
  if (!Number.isFinite(size)) return null;
  return { value: sign === '-' ? -size : size, next: null };
}

const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, µs: 0.001 };
const isUnit = (unit: string): unit is keyof typeof units => Object.hasOwn(units, unit);

/** `1h2m3.5s`, `250ms`, `0`, or as a clock: `9:41`, `1:02:03`. */
function duration(text: string): ReadNumber | null {
  if (text === '0') return { value: 0, next: null };
  const clock = /^(?:(\d{1,6}):)?(\d{1,6}):(\d\d)(\.\d{1,6})?$/.exec(text);
  if (clock) {
    const [, hours = '0', minutes = '0', seconds = '0', part = ''] = clock;
    const value = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds + part) * 1000;
    return { value, next: value + 1000 * 10 ** -Math.max(0, part.length - 1) };
  }
  if (!/^(?:\d+(?:\.\d+)?(?:ms|us|µs|[dhms]))+$/i.test(text)) return null;
  let value = 0;
  let smallest = Infinity;
  for (const [, digits = '', word = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|us|µs|[dhms])/gi)) {
    const unit = word.toLowerCase();
    if (!isUnit(unit) || units[unit] >= smallest) return null;
    const places = digits.split('.')[1]?.length ?? 0;
    value += Number(digits) * units[unit];
    smallest = units[unit] * 10 ** -places;
  }
  return Number.isFinite(value) ? { value, next: value + smallest } : null;
}
