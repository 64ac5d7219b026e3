import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { locateDivergence } from '@/lib/replay/align/locate-divergence';
import { corpusRoot, reportCorpus, reportOracle } from './corpus';
import { readPairs, readSteps } from './divergence-pairs';

const goldSchema = z.record(
  z.string(),
  z.object({ fork: z.int().nullable(), verdict: z.string() }),
);
const root = corpusRoot();
const home = root === null ? '' : join(root, 'corpus', 'divergence');
const folders = existsSync(home)
  ? readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name === 'gold.json')
      .map((entry) => entry.parentPath)
      .filter((folder) => existsSync(join(folder, 'pairs.json')))
      .sort()
  : [];

function judge(folder: string) {
  const gold = goldSchema.parse(JSON.parse(readFileSync(join(folder, 'gold.json'), 'utf8')));
  return readPairs(folder).map(({ pair, reference, failing }) => {
    const right = gold[pair];
    if (!right) throw new Error(`${folder} has no gold for ${pair}`);
    const found = locateDivergence(readSteps(folder, reference), readSteps(folder, failing));
    const off =
      right.fork === null || found.fork === null ? null : Math.abs(found.fork - right.fork);
    return { right, found, off };
  });
}

/** Share of the items for which something holds; null where there is none. */
const share = <T>(items: readonly T[], holds: (item: T) => boolean): number | null =>
  items.length === 0 ? null : items.filter(holds).length / items.length;

describe.skipIf(folders.length === 0)('divergence in outside runs', () => {
  it.each(folders)(
    'is found in %s',
    (folder) => {
      const judged = judge(folder);
      const forked = judged.filter(({ right }) => right.fork !== null);
      const same = judged.filter(({ right }) => right.verdict === 'same');
      const within = (steps: number) => share(forked, ({ off }) => off !== null && off <= steps);
      const score = {
        pairs: judged.length,
        exact: within(0),
        within1: within(1),
        within3: within(3),
        verdict: share(judged, ({ right, found }) => right.verdict === found.verdict),
        falseForks: share(same, ({ found }) => found.fork !== null),
      };
      console.info(`[divergence] ${relative(home, folder)} ${JSON.stringify(score)}`);
      reportCorpus({ files: judged.length * 2 });
      reportOracle({ cases: judged.length });
      if (forked.length >= 5) {
        expect(score.exact).toBeGreaterThanOrEqual(0.7);
        expect(score.within1).toBeGreaterThanOrEqual(0.85);
      }
      if (same.length >= 5) expect(score.falseForks).toBeLessThanOrEqual(0.2);
      expect(score.verdict).toBeGreaterThanOrEqual(0.9);
    },
    60_000,
  );
});
