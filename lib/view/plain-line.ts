const ranges: [number, number][] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2060],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
];
const escaped = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
/** Half of a character: no file can hold it, so that what is written would not be what was shown. */
const half = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const hidden = new RegExp(
  `[${ranges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('')}]|${half}`,
  'g',
);

/**
 * A name or summary on one line, where a control character or a change of direction must not turn what a reader
 * sees into something else: control pictures for C0, code points for the rest.
 */
export const plainLine = (text: string): string =>
  text.replace(hidden, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
