import { beforeEach, describe, expect, it } from 'vitest';
import { checkPassword } from './check-password';

beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('retake.password-tries'));
});

describe('checkPassword', () => {
  it('compares whole passwords of any length', () => {
    expect(checkPassword('größer 🧪', 'größer 🧪')).toBe(true);
    for (const wrong of ['', 'größer', 'größer 🧪 ', 'x'.repeat(10_000)]) {
      expect(checkPassword(wrong, 'größer 🧪')).toBe(false);
    }
  });

  it('gives tries back with time', () => {
    for (let i = 0; i < 20; i += 1) expect(checkPassword('wrong', 'right', 0)).toBe(false);
    expect(() => checkPassword('right', 'right', 4_999)).toThrow(/Too many/);
    expect(checkPassword('right', 'right', 5_000)).toBe(true);
    expect(checkPassword('wrong', 'right', 5_000)).toBe(false);
    expect(() => checkPassword('right', 'right', 5_001)).toThrow(/Too many/);
    // A clock set back gives nothing and takes nothing.
    expect(() => checkPassword('right', 'right', 0)).toThrow(/Too many/);
  });
});
