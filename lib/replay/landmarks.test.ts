import { describe, expect, it } from 'vitest';
import { firstLook, landmarks, nextOf } from './landmarks';
import { outlineRow as row } from './outline-row.testing';

const outline = [
  row(0, { kind: 'message', role: 'user' }),
  row(1, { kind: 'model-call' }),
  row(2, { kind: 'tool-call' }),
  row(3, { kind: 'tool-call' }),
  row(4, { kind: 'tool-result', call: 3, error: true }),
  row(5, { kind: 'edit' }),
];

describe('landmarks', () => {
  it('finds what the eye goes to first', () => {
    expect(landmarks(outline)).toEqual({
      errors: [4],
      userMessages: [0],
      modelCalls: [1],
      unanswered: [2],
      edits: [5],
    });
  });

  it('opens a trace at its first error, else at its beginning', () => {
    expect(firstLook(outline)).toBe(4);
    expect(firstLook(outline.slice(0, 3))).toBe(0);
    expect(firstLook([])).toBeNull();
  });

  it('walks a list of seqs around its ends', () => {
    expect([nextOf([2, 5], 2, 1), nextOf([2, 5], 5, 1), nextOf([2, 5], 2, -1)]).toEqual([5, 2, 5]);
    expect(nextOf([], 1, 1)).toBeNull();
  });
});
