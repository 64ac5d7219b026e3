import { expect, it } from 'vitest';
import type { ShareFinding } from '@/lib/api/share-contract';
import { groupFindings, placeWords } from './finding-groups';

const finding = (id: string, kind: string, count: number): ShareFinding => ({
  ...{ id, kind, count, masked: `${id}•••`, places: [] },
});

it('groups by kind, the most frequent first, and loses none', () => {
  const groups = groupFindings([
    finding('1', 'token', 1),
    finding('2', '__proto__', 5),
    finding('3', 'token', 2),
  ]);
  expect(
    groups.map(({ kind, count, findings }) => [kind, count, findings.map(({ id }) => id)]),
  ).toEqual([
    ['__proto__', 5, ['2']],
    ['token', 3, ['3', '1']],
  ]);
});

it('says where a place is', () => {
  const place = { seq: 12, where: 'tool result of read_file', before: '', after: '' };
  expect(placeWords({ ...place, side: 'a' }, false)).toBe('Event #12, tool result of read_file');
  expect(placeWords({ ...place, side: 'b' }, true)).toBe('B, event #12, tool result of read_file');
  expect(placeWords({ ...place, side: 't2' }, true)).toContain('Trace 3, event #12');
  expect(placeWords({ ...place, side: 'a', seq: null, where: 'names' }, false)).toBe('Names');
});
