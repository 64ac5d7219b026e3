import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pythonLines, unifiedDiff } from './unified-diff';

/** Applies a unified diff to the lines that it was made from. */
function patched(lines: string[], diff: string): string[] {
  const made: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(2)) {
    const range = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (range) {
      // An empty range names the line before it.
      const start = Number(range[1]) - (range[2] === '0' ? 0 : 1);
      made.push(...lines.slice(at, start));
      at = start;
    } else if (line.startsWith('+')) made.push(line.slice(1));
    else {
      expect(lines[at]).toBe(line.slice(1));
      if (line.startsWith(' ')) made.push(line.slice(1));
      at += 1;
    }
  }
  return [...made, ...lines.slice(at)];
}

describe("difflib's unified diff", () => {
  it('leads from the one text to the other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const diff = unifiedDiff(a.join('\n'), b.join('\n'), 'a', 'b');
        expect(diff === '').toBe(a.join('\n') === b.join('\n'));
        if (diff !== '') expect(patched(a, diff)).toEqual(b);
      }),
    );
  });

  it('keeps three lines around a change', () => {
    const a = [...'abcdefghijklmnopqrst'].join('\n');
    expect(unifiedDiff(a, a.replace('c', 'C').replace('r', 'R'), 'x', 'y')).toBe(
      '--- x\n+++ y\n@@ -1,6 +1,6 @@\n a\n b\n-c\n+C\n d\n e\n f\n@@ -15,6 +15,6 @@\n o\n p\n q\n-r\n+R\n s\n t',
    );
  });

  it('splits lines where Python does', () => {
    expect(pythonLines('a\r\nb\rc\u2028d\x0be\n')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
