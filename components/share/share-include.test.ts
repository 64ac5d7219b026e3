import { expect, it } from 'vitest';
import { firstInclude, includeOf, noRawBecause } from './share-include';
import type { ShareTarget } from './share-target';

const trace: ShareTarget = { kind: 'trace', traceId: '1' };
const moment: ShareTarget = { kind: 'moment', traceId: '1', seq: 4 };
const all = { raw: true, reasoning: true, toolResults: true, media: true };

it('begins without raw bytes and attachments', () => {
  expect(firstInclude).toEqual({ raw: false, reasoning: true, toolResults: true, media: false });
});

it('sends raw bytes only where nothing else is left out, and never with a moment', () => {
  expect(includeOf(trace, all).raw).toBe(true);
  expect(includeOf(moment, all).raw).toBe(false);
  for (const name of ['reasoning', 'toolResults', 'media'] as const)
    expect(includeOf(trace, { ...all, [name]: false }).raw).toBe(false);
  expect(noRawBecause(trace, all)).toBeNull();
  expect(noRawBecause(moment, all)).toContain('moment');
});
