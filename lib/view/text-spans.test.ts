import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textSpans } from './text-spans';

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not come through
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const drawn = (text: string) => textSpans(text).map((span) => span.text);

describe('textSpans', () => {
  it('leaves ordinary text in one piece', () => {
    expect(textSpans('a\tb\nc')).toEqual([{ kind: 'text', text: 'a\tb\nc' }]);
    expect(textSpans('')).toEqual([]);
    expect(textSpans('a\r\nb')).toEqual([{ kind: 'text', text: 'a\nb' }]);
  });

  it.each([
    ['right-to-left override', 'a\u202eb', 'U+202E'],
    ['zero-width space', 'a\u200bb', 'U+200B'],
    ['byte order mark', '\ufeffb', 'U+FEFF'],
    ['control U+0000', 'a\0b', 'NUL'],
    ['control U+000D', 'a\rb', 'CR'],
    ['delete', 'a\u007f', 'DEL'],
    ['half of a character, U+D800', 'a\ud800b', 'U+D800'],
    ['invisible character U+E0041', 'a\u{e0041}b', 'U+E0041'],
    ['zero-width joiner', 'pay\u200dpal', 'U+200D'],
  ])('makes %s visible', (name, text, mark) => {
    expect(textSpans(text)).toContainEqual({ kind: 'mark', text: mark, name });
  });

  it('leaves joiners where scripts and emoji need them', () => {
    for (const text of ['👩‍💻', 'می‌خواهم', '👩🏽‍🚒', '❤️‍🔥'])
      expect(textSpans(text), text).toEqual([{ kind: 'text', text }]);
  });

  it('takes terminal codes out whole', () => {
    expect(textSpans('\u001b[1;31mred\u001b[0m')).toEqual([
      { kind: 'ansi', text: 'ESC[1;31m' },
      { kind: 'text', text: 'red' },
      { kind: 'ansi', text: 'ESC[0m' },
    ]);
    expect(drawn('\u001b]8;;https://a.example\u0007x')).toEqual([
      'ESC]8;;https://a.exampleBEL',
      'x',
    ]);
  });

  it('shows an escape that begins nothing', () => {
    expect(textSpans('a\u001b')).toContainEqual({
      kind: 'mark',
      text: 'ESC',
      name: 'control U+001B',
    });
  });

  it('lets nothing through that is not seen, and loses nothing that is', () => {
    const odd = fc.constantFrom(
      '\u001b',
      '[',
      '31m',
      '\u202e',
      '\0',
      '\ud800',
      'é',
      '\u200d',
      ' ',
      ']',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.string({ unit: 'binary' }))), (parts) => {
        const text = parts.join('');
        const spans = textSpans(text);
        for (const span of spans) {
          expect(span.text).not.toBe('');
          expect(span.text).not.toMatch(unseen);
        }
        // A code is printed with more letters than it has, so what is kept is seen on texts without one.
        const calm = text.replaceAll('\u001b', '').replaceAll('\u009b', '');
        const shown = textSpans(calm)
          .map((span) => (span.kind === 'text' ? span.text : ''))
          .join('');
        expect(shown.replace(/[^!-~]/g, '')).toBe(calm.replace(/[^!-~]/g, ''));
      }),
    );
  });

  it('takes time in proportion to hostile text', () => {
    const text = '\u001b]'.repeat(50_000);
    const start = performance.now();
    textSpans(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
