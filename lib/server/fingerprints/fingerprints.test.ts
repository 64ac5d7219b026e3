import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint } from '@/lib/replay/fingerprint/fingerprint';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { storedRun } from '@/lib/server/traces/stored-run';
import { compareFingerprints } from './compare-fingerprints';
import { recordedSchemes } from './recorded-schemes';
import { traceFingerprints } from './trace-fingerprints';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const talk = (...texts: string[]) => texts.map((text) => ({ talk: 'user', text }));

it('says what the pure function says, beyond one batch and for a branch', async () => {
  const id = await app.import(talk(...Array.from({ length: 2500 }, (_, at) => `${at}`)));
  const branch = await forkTrace(app.store, {
    ...{ id, seq: 2100, side: 'after', edits: [{ type: 'append-user', text: 'go on' }] },
  });
  for (const one of [id, branch.id]) {
    const lineage = findLineage(app.store, one);
    const { outline } = storedRun(app.store, lineage);
    expect(await traceFingerprints(app.store, lineage)).toEqual({
      events: outline.length,
      content: fingerprint(outline, 'content', sha256),
      structure: fingerprint(outline, 'structure', sha256),
    });
  }
  const { content, structure } = await compareFingerprints(app.store, id, branch.id);
  expect([content, structure]).toEqual([
    { equal: false, at: 2101 },
    { equal: false, at: 2101 },
  ]);
});

it('names the first event where the chains part', async () => {
  const [a, b] = [
    await app.import(talk('one', 'two')),
    await app.import(talk('one', '2', 'three')),
  ];
  const { content, structure } = await compareFingerprints(app.store, a, b);
  expect(content).toEqual({ equal: false, at: 1 });
  expect(structure).toEqual({ equal: false, at: 2 });
  expect((await compareFingerprints(app.store, a, a)).content).toEqual({ equal: true, at: null });
  await expect(compareFingerprints(app.store, a, 'f'.repeat(32))).rejects.toThrow();
});

it('knows of no recorded schemes where the format has none', async () => {
  expect(await recordedSchemes(app, await app.import(talk('one')))).toEqual([]);
});
