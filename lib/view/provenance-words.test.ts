import { expect, it } from 'vitest';
import type { Provenance } from '@/lib/trace/event';
import { provenanceWords } from './provenance-words';

const cases: [Provenance, string][] = [
  [{ by: 'recording', seq: 813 }, 'rec #813'],
  [{ by: 'recording', seq: 8, up: 2 }, 'rec #8 of an ancestor'],
  [{ by: 'recording', seq: 8, ignored: ['page.token'] }, 'rec #8, ignoring page.token'],
  [{ by: 'hand' }, 'by hand'],
  [{ by: 'hand', seq: 4 }, 'by hand, from #4'],
  [{ by: 'fixed' }, 'fixed value'],
  [{ by: 'http', executor: 'Orders' }, 'http Orders'],
  [{ by: 'mcp', executor: 'files' }, 'mcp files'],
  [{ by: 'denied' }, 'denied'],
];

it.each(cases)('%j is "%s"', (provenance, words) => {
  expect(provenanceWords(provenance)).toBe(words);
});
