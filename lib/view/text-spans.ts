/** A run of a text as it is drawn: itself, a character that would not be seen, or a terminal's code. */
export type TextSpan =
  | { kind: 'text'; text: string }
  | { kind: 'mark'; text: string; name: string }
  | { kind: 'ansi'; text: string };

const names = new Map<number, string>([
  [0x00ad, 'soft hyphen'],
  [0x034f, 'combining grapheme joiner'],
  [0x061c, 'Arabic letter mark'],
  [0x115f, 'Hangul choseong filler'],
  [0x1160, 'Hangul jungseong filler'],
  [0x180e, 'Mongolian vowel separator'],
  [0x200b, 'zero-width space'],
  [0x200c, 'zero-width non-joiner'],
  [0x200d, 'zero-width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0x3164, 'Hangul filler'],
  [0xfeff, 'byte order mark'],
  [0xffa0, 'halfwidth Hangul filler'],
]);

// Their pictures (U+2400 on) are in few fonts.
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

// ECMA-48: CSI … final byte, OSC … BEL or ST, then any other two-character escape. Bounded, so that
// an OSC that never ends takes no more than itself.
const ansi =
  '(?:\\u001b\\[|\\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]|\\u001b\\][^\\u0007\\u001b]{0,2048}(?:\\u0007|\\u001b\\\\)|\\u001b[ -/]{0,4}[0-Z\\\\^-~]';
// Everything that has no shape of its own or bends the order of what has: controls except tab and newline,
// format characters, fillers, tags, variation selectors beyond emoji's, and halves of surrogate pairs.
const unseen =
  '\\r\\n|[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{e0fff}]|[\\ud800-\\udfff]';
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f]/g;
const special = new RegExp(`(${ansi})|(${unseen})`, 'gu');

/**
 * Cuts a text where something in it would not be seen for what it is. The texts of all spans in order show
 * every character: marks stand for one each, `ansi` carries the whole code, `\r\n` counts as a newline.
 */
export function textSpans(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  let plain = '';
  let end = 0;
  const flush = () => {
    if (plain) spans.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (const found of text.matchAll(special)) {
    const [whole, code] = found;
    plain += text.slice(end, found.index);
    end = found.index + whole.length;
    if (code !== undefined) {
      flush();
      spans.push({ kind: 'ansi', text: printable(code) });
    } else if (whole === '\r\n') {
      plain += '\n';
    } else if (joins(text, found.index)) {
      plain += whole;
    } else {
      flush();
      spans.push({ kind: 'mark', ...markOf(whole) });
    }
  }
  plain += text.slice(end);
  flush();
  return spans;
}

function markOf(character: string): { text: string; name: string } {
  const code = character.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (code < 0x20) return { text: controlNames[code] ?? hex, name: `control ${hex}` };
  if (code === 0x7f) return { text: 'DEL', name: 'delete' };
  if (code >= 0xd800 && code <= 0xdfff) return { text: hex, name: `half of a character, ${hex}` };
  return { text: hex, name: names.get(code) ?? `invisible character ${hex}` };
}

const printable = (code: string): string =>
  code.replace(controls, (control) => markOf(control).text);

/** Joiners have their work inside emoji and scripts that join; elsewhere they hide. */
function joins(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code !== 0x200c && code !== 0x200d) return false;
  const before = /(?:\p{L}|\p{M}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u.test(
    text.slice(Math.max(0, index - 2), index),
  );
  const after = /^[\p{L}\p{Extended_Pictographic}]/u.test(text.slice(index + 1, index + 3));
  const ascii = (at: number) => text.charCodeAt(at) < 0x250;
  return before && after && !ascii(index - 1) && !ascii(index + 1);
}
