import { expect, it } from 'vitest';
import type { Finding } from '@/lib/api/prepare-contract';
import { findingsOf, isCovered, leaveFor, placeWords } from './findings';

const key: Finding = {
  ...{ kind: 'AWS key', masked: 'AKIA…', count: 1 },
  place: { in: 'message', index: 2 },
};
const token: Finding = { ...key, kind: 'token', masked: 'ghp_…', place: { in: 'system' } };

it('covers what was allowed and less, wherever it stands', () => {
  const leave = leaveFor('a.example', [key, token]);
  const moved: Finding = { ...key, place: { in: 'message', index: 3 } };
  expect(isCovered(null, 'a.example', [])).toBe(true);
  for (const found of [[], [key], [token, key], [moved]])
    expect(isCovered(leave, 'a.example', found)).toBe(true);
});

it.each<[string, string, Finding[]]>([
  ['another host', 'b.example', [key]],
  ['another value', 'a.example', [key, token]],
  ['one time more', 'a.example', [{ ...key, count: 2 }]],
  ['the same in a second place', 'a.example', [key, { ...key, place: { in: 'system' } }]],
])('asks again for %s', (_, host, found) => {
  expect(isCovered(leaveFor('a.example', [key]), host, found)).toBe(false);
  expect(isCovered(null, host, found)).toBe(false);
});

it('names what an edit took out and the control would still send', () => {
  expect(findingsOf([token], [key, token])).toEqual([
    { finding: token, control: false },
    { finding: key, control: true },
  ]);
  expect(findingsOf([token], null)).toHaveLength(1);
});

it('counts messages from 1, as a reader does', () => {
  expect([key, token].map(({ place }) => placeWords(place))).toEqual([
    'message 3',
    'system prompt',
  ]);
});
