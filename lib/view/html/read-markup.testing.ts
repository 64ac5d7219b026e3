/** An element of a file, as its markup has it. */
export interface Element {
  tag: string;
  attributes: Map<string, string>;
}

const voids = new Set(['meta', 'img', 'use', 'path', 'circle', 'rect', 'line', 'ellipse']);
const attribute = / ([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"<>]*)")?/g;
const tagAt = /<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*) ?\/?>/y;

/**
 * Reads markup of ours strictly: every `<` begins a tag in our own spelling, tags nest, attributes have double
 * quotes. Throws where it does not, so that nothing foreign can have come in.
 */
export function readMarkup(markup: string): Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  let at = markup.startsWith('<!doctype html>') ? '<!doctype html>'.length : 0;
  while (at < markup.length) {
    const next = markup.indexOf('<', at);
    const text = markup.slice(at, next < 0 ? markup.length : next);
    if (open.at(-1) !== 'style' && /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(text))
      throw new Error(`Text that is no text: ${text.slice(0, 200)}`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not come through
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text)) throw new Error('A control');
    if (next < 0) break;
    tagAt.lastIndex = next;
    const [whole, close, tag = '', rest = ''] = tagAt.exec(markup) ?? [];
    if (whole === undefined) throw new Error(`No tag of ours: ${markup.slice(next, next + 200)}`);
    at = next + whole.length;
    if (close) {
      if (open.pop() !== tag) throw new Error(`${whole} closes what is not open`);
      continue;
    }
    const pairs = [...rest.matchAll(attribute)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    elements.push({ tag, attributes: new Map(pairs) });
    if (!voids.has(tag)) open.push(tag);
  }
  if (open.length > 0) throw new Error(`Never closed: ${open.join(' ')}`);
  return elements;
}

const tags = new Set(
  'html head meta title style body svg symbol path circle rect line ellipse use a header h1 h2 h3 span div p nav ul ol li main section details summary dl dt dd figure figcaption pre bdi ins del table caption thead tbody tr th td img footer'.split(
    ' ',
  ),
);
const names = new Set(
  'lang charset http-equiv content name id class href width height viewBox aria-hidden aria-label aria-labelledby role tabindex dir open title alt src scope d cx cy r rx ry x y x1 x2 y1 y2'.split(
    ' ',
  ),
);

/** What of a file could reach out, run or mislead: one line each; empty where all is well. */
export function dangers(elements: readonly Element[]): string[] {
  const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
  const known = new Set(ids);
  const found = elements.flatMap(({ tag, attributes }) => {
    const at = `<${tag}>`;
    return [
      ...(tags.has(tag) ? [] : [`${at} is not one of ours`]),
      ...[...attributes].flatMap(([name, value]) => {
        if (!names.has(name)) return [`${at} has ${name}`];
        if (name === 'href' && !known.has(value.slice(1)) && !value.startsWith('#'))
          return [`${at} leads to ${value}`];
        if (name === 'href' && !known.has(value.slice(1))) return [`${value} leads nowhere`];
        if (name === 'src' && !/^data:image\/(png|jpeg|gif|webp);base64,[\w+/=]*$/.test(value))
          return [`${at} shows ${value.slice(0, 80)}`];
        return [];
      }),
    ];
  });
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const styles = elements.filter(({ tag }) => tag === 'style').length;
  return [
    ...found,
    ...twice.map((id) => `#${id} is there twice`),
    ...(styles > 1 ? [`${styles} styles`] : []),
  ];
}
