import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sha256 } from '@/lib/trace/sha256.testing';
import { corpusRoot, reportOracle } from '@/scripts/corpus';
import { collect } from '../collect';
import { SourceFile } from '../source/source-file';
import { replayEnv } from './replay-env';

const root = corpusRoot();
const folder = root === null ? null : join(root, 'oracles', 'replay-env');

const caseSchema = z.object({
  case: z.string(),
  op: z.string(),
  args: z.unknown(),
  expect: z.unknown(),
});
type Case = z.infer<typeof caseSchema>;

const commandSchema = z.object({ argv: z.array(z.string()) });
const outputSchema = z.object({ exit_code: z.number(), stdout: z.string() });

const leftOut = new Map([
  ['apply_redactions', 'redacts rows: capsule building is not part of this release'],
  ['rewrite_subject_scope', 'rewrites a subject: capsule building is not part of this release'],
  ['truncate_trace_text', 'cuts output while recording: Retake records no runs of replay-env'],
  ['looks_production_url', 'judges a database address: Retake opens no database'],
  ['sql', 'asks PostgreSQL: Retake opens no database'],
]);

/** The line that stands for a capsule when it is opened here, as the command prints it. */
function inspected(name: string, bytes: Uint8Array): string | null {
  const source = { files: [new SourceFile(0, name, bytes)] };
  if (replayEnv.sniff(source) === 'no') return null;
  const [head] = collect(replayEnv, source, sha256).traces[0]?.events ?? [];
  return head?.kind === 'log' && head.type === 'capsule' ? `${head.text}\n` : null;
}

/** `[what we get, what the oracle says]`; a reason where the case does not apply. */
function judge(oracle: Case, at: string): [string, string] | string {
  if (oracle.op !== 'cli')
    return leftOut.get(oracle.op) ?? `has the unknown operation ${oracle.op}`;
  const [command = '', path = ''] = commandSchema.parse(oracle.args).argv;
  if (command !== 'inspect')
    return `runs \`replay-env ${command}\`: it needs a manifest, a database or commands`;
  const expected = outputSchema.parse(oracle.expect);
  if (expected.exit_code !== 0 || !path.startsWith('$O/'))
    return 'inspects what is no capsule: the upload is refused with a reason of ours';
  const found = inspected(path, readFileSync(join(at, path.slice('$O/'.length))));
  return found === null
    ? 'inspects an object that nothing marks as a capsule: it is not taken for one here'
    : [found, expected.stdout];
}

const files =
  folder === null ? [] : readdirSync(folder).filter((name) => /cases.*\.json$/.test(name));
const left = new Map<string, number>();
let judged = 0;

describe.skipIf(folder === null)("replay-env's own inspect", () => {
  afterAll(() => {
    const reasons = [...left].map(([reason, times]) => `${times} × ${reason}`);
    console.info(
      `[oracle] replay-env: ${judged} cases judged; not applicable: ${reasons.join('; ')}`,
    );
    reportOracle({ cases: judged });
  });

  it('finds cases', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s', (file) => {
    const cases = z
      .array(caseSchema)
      .parse(JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')));
    const failures: unknown[] = [];
    for (const oracle of cases) {
      const pair = judge(oracle, folder ?? '');
      if (typeof pair === 'string') {
        left.set(pair, (left.get(pair) ?? 0) + 1);
        continue;
      }
      judged += 1;
      const [got, due] = pair;
      if (got !== due) failures.push({ case: oracle.case, got, due });
    }
    expect(failures).toEqual([]);
  });
});
