import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonSchema } from '@/lib/trace/json';
import { sha256 } from '@/lib/trace/sha256.testing';
import { corpusRoot, reportOracle } from '@/scripts/corpus';
import { collect } from '../collect';
import { SourceFile } from '../source/source-file';
import { statehouse } from './statehouse';

const root = corpusRoot();
const folder = root === null ? null : join(root, 'oracles', 'statehouse');

/** What protobuf's own JSON makes of these transactions: read back, it must give them again. */
const caseSchema = z.object({
  case: z.string(),
  op: z.literal('protobuf_json'),
  input: z.array(
    z.tuple([z.string(), z.int(), z.array(z.tuple([z.string(), jsonSchema, z.int()]))]),
  ),
  expect: z.object({ ok: z.array(jsonSchema) }),
});

const cases =
  folder === null
    ? []
    : readdirSync(folder)
        .filter((name) => name.endsWith('.cases.json'))
        .flatMap((name) =>
          z.array(z.unknown()).parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
        )
        .flatMap((found) => {
          const parsed = caseSchema.safeParse(found);
          return parsed.success ? [parsed.data] : [];
        });

describe.skipIf(folder === null)("protobuf's JSON of Statehouse", () => {
  afterAll(() => reportOracle({ cases: cases.length }));

  it('has cases', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it('reads as the transactions that it was made of', () => {
    for (const oracle of cases) {
      const bytes = Buffer.from(JSON.stringify(oracle.expect.ok));
      const { traces } = collect(statehouse, { files: [new SourceFile(0, 'x', bytes)] }, sha256);
      const read = (traces[0]?.events ?? []).map((event) => [
        event.extra,
        event.kind === 'state' ? event.operations : null,
      ]);
      const due = oracle.input.map(([txn, commit, operations]) => [
        { txn_id: txn, commit_ts: String(commit) },
        operations.map(([key, value, version]) => ({
          key,
          ...(value === null ? { deleted: true } : { value }),
          version,
        })),
      ]);
      expect(read, oracle.case).toEqual(due);
    }
  });
});
