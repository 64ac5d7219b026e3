import { describe, expect, it } from 'vitest';
import { type Judged, noise, verdict } from './verdict';

const counts = {
  ...{ same: 3, changed: 0, moved: 0, absorbed: 0, left: 0, right: 0, edit: 0, ignored: 0 },
};
const result = (over: Partial<Judged>): Judged => ({
  ...{ verdict: 'diverged', blocks: [], fork: null, rejoined: null, editedValue: null, counts },
  ...over,
});
const edit = { state: 'edit' as const, a: 2, aEnd: 2, b: 5, bEnd: 6 };

describe('verdict', () => {
  it.each<[Partial<Judged>, string]>([
    [{ verdict: 'identical' }, 'Content-identical: 3 events on each side say the same'],
    [
      { verdict: 'identical', counts: { ...counts, edit: 1 } },
      'Content-identical apart from the edit of the branch',
    ],
    [{ verdict: 'same' }, 'No divergence: both runs keep the same course'],
    [{ fork: { a: 2, b: 3 } }, 'Diverged at A #2 / B #3'],
    [{ fork: { a: 4, b: 4 } }, 'A ends at #3; B goes on from #4'],
    [{ fork: { a: 2, b: 6 } }, 'B ends at #5; A goes on from #2'],
    [{ fork: { a: 2, b: 6 }, blocks: [edit] }, 'B ends with its edit, #5; A goes on from #2'],
    [
      { fork: { a: 1, b: 1 }, editedValue: { a: 1, b: 1, from: '40', to: '95' } },
      'One value differs, at A #1 / B #1: “40” is “95” in B',
    ],
    [
      { verdict: 'reconverged', fork: { a: 1, b: 1 }, rejoined: { a: 3, b: 5 } },
      'Parted at A #1 / B #1, together again from A #3 / B #5',
    ],
    [{ verdict: 'incomparable' }, 'Not comparable event by event'],
  ])('says %j', (over, words) => {
    expect(verdict(result(over), { a: 4, b: 6 })).toBe(words);
  });
});

it('names noise in a few words', () => {
  expect(noise(result({}))).toBe('');
  expect(noise(result({ counts: { ...counts, absorbed: 1, moved: 2, ignored: 3 } }))).toBe(
    '1 event absorbed, 2 moved, 3 equal but for what is ignored',
  );
});
