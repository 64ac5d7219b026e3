import { describe, expect, it } from 'vitest';
import { isBase64, preview } from './fold-text';

describe('preview', () => {
  it('keeps what is short', () => expect(preview('abc', 3)).toBe('abc'));
  it('cuts no character in two', () => {
    expect(preview('ab👩c', 3)).toBe('ab');
    expect(preview('ab👩c', 4)).toBe('ab👩');
  });
});

describe('isBase64', () => {
  const bytes = Buffer.from(Array.from({ length: 900 }, (_, index) => (index * 97 + 13) % 256));
  it('knows bytes, alone or in a data URL', () => {
    expect(isBase64(bytes.toString('base64'))).toBe(true);
    expect(isBase64(bytes.toString('base64url'))).toBe(true);
    expect(isBase64(`data:image/png;base64,${bytes.toString('base64')}`)).toBe(true);
  });
  it('leaves words, hex and repetition alone', () => {
    expect(isBase64('lorem ipsum dolor '.repeat(50))).toBe(false);
    expect(isBase64('a'.repeat(1_000))).toBe(false);
    expect(isBase64(bytes.toString('hex'))).toBe(false);
    expect(isBase64('c2hvcnQ=')).toBe(false);
  });
});
