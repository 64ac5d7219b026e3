import { describe, expect, it } from 'vitest';
import { findEdits } from './find-edit';

const steps = (...texts: string[]) => texts.map((text) => ({ kind: 'tool', name: 'till', text }));
const edits = (reference: string[], failing: string[]) => {
  const pairs = reference.map((_, at) => ({ reference: at, failing: at, moved: false }));
  return findEdits(pairs, steps(...reference), steps(...failing)).map(
    ({ failing: at, from, to }) => `${at}: ${from} → ${to}`,
  );
};

const ledger = (loaves: string, id: string) =>
  `The till was opened by the clerk, who counted ${loaves} loaves on the lower tray before noon, and closed it with slip ${id}`;

describe('an edit', () => {
  it('is a number that is another one', () => {
    expect(
      edits([ledger('48', 'a'), ledger('48', 'a')], [ledger('48', 'a'), ledger('84', 'a')]),
    ).toEqual(['1: 48 → 84']);
  });

  it('is a name that is another one', () => {
    const text = (name: string) => `They asked ${name} about the lower oven and its door`;
    expect(edits([text('Marta Quell')], [text('Jonas Brandt')])).toEqual([
      '0: Marta Quell → Jonas Brandt',
    ]);
  });

  it('is no place that changes in other steps too: it is learnt, not known', () => {
    const before = ['11', '22', '33', '44'].map((id) => ledger('48', id));
    const after = ['55', '66', '77', '88'].map((id) => ledger('48', id));
    expect(edits(before, after)).toEqual([]);
  });

  it('is no rewording, key order, thousands separator or time', () => {
    expect(edits(['the loaves were sold'], ['the rolls were sold'])).toEqual([]);
    expect(edits(['{"ok": true, "n": 1200, "m": 5}'], ['{"m": 5, "n": 1200, "ok": true}'])).toEqual(
      [],
    );
    expect(edits(['sold 1,200 of them by noon'], ['sold 1200 of them by noon'])).toEqual([]);
    expect(edits(['at 10:15:20 the oven was lit'], ['at 11:43:07 the oven was lit'])).toEqual([]);
  });
});
