import { expect, it } from 'vitest';
import { plainLine } from './plain-line';

it('shows what would hide or reorder text', () => {
  expect(plainLine('\u001b[31m\u202egnp.exe a\u200bb')).toBe('␛[31m⟨U+202E⟩gnp.exe a⟨U+200B⟩b');
});

it('leaves words of every script as they are', () => {
  const text = 'Grüße, 日本語, שלום, 👩‍👩‍👧';
  expect(plainLine(text)).toBe(text);
});

it('names half of a character, which no file could hold', () => {
  expect(plainLine('\ud83d a\udc00 👩')).toBe('⟨U+D83D⟩ a⟨U+DC00⟩ 👩');
});
