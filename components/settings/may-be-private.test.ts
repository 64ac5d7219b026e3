import { expect, it } from 'vitest';
import { mayBePrivate } from './may-be-private';

it.each([
  'http://127.0.0.1:11434/v1',
  'http://2130706433/v1',
  'http://0x7f.1/v1',
  'http://10.1.2.3/',
  'http://172.31.0.1/',
  'http://192.168.1.5:8000/v1',
  'http://100.64.0.1/',
  'http://[::1]:8000/v1',
  'http://[64:ff9b::a00:1]/v1',
  'http://localhost:1234/v1',
  'https://models.example.com/v1',
  'https://api.openai.com:8443/v1',
])('asks for leave for %s', (address) => {
  expect(mayBePrivate(address)).toBe(true);
});

it.each(['', 'ftp://127.0.0.1', 'https://api.openai.com/v1', 'http://8.8.8.8/v1'])(
  'has nothing to ask for "%s"',
  (address) => {
    expect(mayBePrivate(address)).toBe(false);
  },
);
