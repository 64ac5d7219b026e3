import { describe, expect, it } from 'vitest';
import { compilePythonRegex, UnsupportedPattern } from './python-regex';
import { SeedError } from './seed-error';

const found = (pattern: string, text: string) =>
  compilePythonRegex(pattern, { ignoreCase: true })(text);

describe("Python's re.search, without regard to case", () => {
  it.each<[string, string, boolean]>([
    ['É', 'é', true],
    ['strasse', 'straße', false],
    ['^b$', 'a\nb', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['a$', 'a\n', true],
    ['a$', 'a\nb', false],
    ['a\\Z', 'a\n', false],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['^\\w+$', 'größe', true],
    ['^\\d$', '٣', true],
    ['\\s', '\u00a0', true],
    ['[\\W]', '‿', true],
    ['[\\W]', '_é', false],
    ['[]a]', ']', true],
    ['[[:a]', ':', true],
    ['(?P<n>a)b', 'ab', true],
    ['a{,2}b', 'b', true],
    ['a{x', 'a{x', true],
    ['(?#what)a', 'A', true],
    ['\\u00e9\\x41\\101', 'éAA', true],
    ['(?i)(?s).', '\n', true],
    ["\\['T-9'\\]", "['T-9']", true],
  ])('%j in %j: %s', (pattern, text, expected) => {
    expect(found(pattern, text)).toBe(expected);
  });

  it.each(['(', ')', '*', 'a**', '^*', '[a', 'a{2,1}', '\\q', 'a(?i)', '(?<n>a)', '\\'])(
    'refuses %j as Python does',
    (pattern) => {
      expect(() => found(pattern, '')).toThrow(SeedError);
    },
  );

  it.each([
    ['(?=a)', 'look-ahead'],
    ['(?<!a)', 'look-behind'],
    ['(a)\\1', 'back-reference'],
    ['(?P<n>a)(?P=n)', 'back-reference'],
    ['a*+', 'possessive'],
    ['a{1001}', '1,000'],
    ['(?x) a', 'verbose'],
  ])('says what of %j cannot be matched in linear time', (pattern, feature) => {
    expect(() => found(pattern, '')).toThrow(UnsupportedPattern);
    expect(() => found(pattern, '')).toThrow(feature);
  });

  it('takes no longer where a backtracking engine would never end', () => {
    const started = performance.now();
    expect(found('(a+)+$', `${'a'.repeat(50_000)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
