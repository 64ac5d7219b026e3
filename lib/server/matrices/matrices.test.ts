import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Matrix, MatrixColumn } from '@/lib/api/matrix-contract';
import { removeTraces } from '@/lib/db/remove-trace-rows';
import { AppError } from '@/lib/errors';
import { RunRegistry } from '@/lib/server/runs/run-registry';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { removeTrace } from '@/lib/server/traces/change-trace';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { matrixSummary } from '@/lib/view/matrix-summary';
import { branchName } from './branch-name';
import { cancelMatrix } from './cancel-matrix';
import { listMatrices, readMatrix } from './read-matrix';
import { type MatrixContext, type MatrixRequest, startMatrix } from './start-matrix';

let app: TestApp;
let runs: RunRegistry;
let parent: string;

beforeEach(async () => {
  app = openTestApp();
  runs = registry();
  parent = await app.import([
    { talk: 'user', text: 'hello' },
    { talk: 'assistant', text: 'good day' },
  ]);
});
afterEach(async () => {
  runs.stop();
  await runs.idle();
  await app.close();
});

const registry = (pieceMs = 0) =>
  new RunRegistry(app.store, { allowPrivate: false, pieceMs, now: () => new Date() });

const endpoint = { id: 'scripted' };
const ask: ForkEdit[] = [{ type: 'replace-last-user', text: 'good evening' }];
const edited: MatrixColumn = { label: 'Edited', edits: ask, endpoint, control: false };
const control: MatrixColumn = { label: 'Control', edits: [], endpoint, control: true };
/** Answers what the scripted model asks where a branch differs, so that its run ends by itself. */
const fixed: ToolPolicy = {
  rules: [
    {
      ...{ tool: 'lookup_policy', recording: true, ignore: [] },
      otherwise: { by: 'fixed', output: 'allowed', isError: false },
    },
  ],
  approved: [],
};

const context = (more: Partial<MatrixContext> = {}): MatrixContext => ({
  ...{ runs, allowPrivate: false, now: () => new Date() },
  ...more,
});
const start = (more: Partial<MatrixRequest> = {}, over: Partial<MatrixContext> = {}) =>
  startMatrix(
    app.store,
    {
      ...{ traceId: parent, seq: 0, side: 'after', columns: [edited, control], repeats: 2 },
      ...{ limits: { maxSteps: 5 }, policy: fixed },
      ...more,
    },
    context(over),
  );
const isOn = (matrix: Matrix) =>
  matrix.cells.some(({ status }) => status === 'queued' || status === 'running');
async function ended({ id }: Matrix): Promise<Matrix> {
  for (let tried = 0; tried < 500; tried += 1) {
    const matrix = await readMatrix(app.store, id);
    if (!isOn(matrix)) return matrix;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('Its runs do not end');
}
const count = (table: string): unknown =>
  app.store.raw.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();
const stored = () => ['Trace', 'Event', 'Message', 'Run', 'Matrix', 'MatrixCell'].map(count);
const nameOf = (id: string): unknown =>
  app.store.raw.prepare(`SELECT "name" FROM "Trace" WHERE "id" = ?`).pluck().get(id);

describe('a matrix', () => {
  it('runs each column so often, each beside its control', async () => {
    const before = Number(count('Trace'));
    const started = await start();
    expect(started).toMatchObject({ traceId: parent, seq: 0, side: 'after', repeats: 2 });
    expect(started.cells.map(({ column, repeat }) => [column, repeat])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(count('Trace')).toBe(before + 4);
    const { cells, columns } = await ended(started);
    expect(columns).toEqual([edited, control]);
    expect(cells.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    const [one, two, three, four] = cells;
    expect(one).toMatchObject({ parts: { seq: 2, parentSeq: 1 }, baseline: three?.traceId });
    expect(two).toMatchObject({ parts: { seq: 2, parentSeq: 1 }, baseline: four?.traceId });
    for (const cell of [three, four]) {
      expect(cell).toMatchObject({ parts: null, baseline: null, answer: 'good day', steps: 1 });
    }
    expect(nameOf(two?.traceId ?? '')).toMatch(/ · Edited 2$/);
    expect(matrixSummary(cells.slice(0, 2), 2)).toMatchObject({ done: 2, parted: 2, told: 2 });
    expect(matrixSummary(cells.slice(2), 2)).toMatchObject({
      ...{ done: 2, parted: 0, told: 2 },
      steps: { median: 1, count: 2 },
    });
  });

  it('pairs a column with the control of its own endpoint only', async () => {
    const other = { ...edited, endpoint: { id: 'scripted', model: 'other' } };
    const { cells } = await ended(await start({ columns: [other, control, edited], repeats: 1 }));
    expect(cells.map(({ baseline }) => baseline)).toEqual([null, null, cells[1]?.traceId]);
  });

  it('is listed with its trace', async () => {
    const { id, columns } = await start({ repeats: 1 });
    expect(await listMatrices(app.store, parent)).toMatchObject([{ id, seq: 0, columns }]);
    const none = '0'.repeat(32);
    await expect(listMatrices(app.store, none)).rejects.toMatchObject({ code: 'not_found' });
    await expect(readMatrix(app.store, none)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stops all that runs', async () => {
    runs = registry(200);
    const { id } = await start({ repeats: 5, columns: [control] });
    const { cells } = await cancelMatrix(app.store, id, runs);
    expect(cells.map(({ status }) => status)).toEqual(Array(5).fill('cancelled'));
    for (const cell of cells) expect(cell).toMatchObject({ parts: null, answer: null });
    expect(matrixSummary(cells, 5)).toMatchObject({ done: 0, runs: 5, steps: null, told: 0 });
  });

  it('shows what is deleted as deleted', async () => {
    const { id, cells } = await ended(await start());
    await removeTrace(app.store, cells[2]?.traceId ?? '');
    await removeTraces(app.store.raw, [cells[3]?.traceId ?? ''], (work) =>
      app.store.writes.run(work),
    );
    await removeTrace(app.store, parent);
    const after = await readMatrix(app.store, id);
    expect(after.traceDeleted).toBe(true);
    expect(after.cells).toMatchObject([
      { column: 0, repeat: 0, deleted: false, baseline: null, parts: { seq: 2 } },
      { column: 0, repeat: 1, deleted: false, baseline: null },
      { column: 1, repeat: 0, deleted: true, parts: null, answer: null },
    ]);
  });
});

describe('before anything is written', () => {
  it.each<[string, Partial<MatrixRequest>, string]>([
    ['an unknown trace', { traceId: '0'.repeat(32) }, 'not_found'],
    ['an event that is not there', { seq: 99 }, 'bad_request'],
    [
      'an edit of a message that is not there',
      { columns: [control, { ...edited, edits: [{ type: 'remove-message', index: 7 }] }] },
      'bad_request',
    ],
    [
      'a column without a message',
      { columns: [{ ...edited, edits: [{ type: 'remove-message', index: 0 }] }] },
      'bad_request',
    ],
    ['an edited control', { columns: [{ ...control, edits: ask }] }, 'bad_request'],
    [
      'an unknown endpoint',
      { columns: [edited, { ...edited, endpoint: { id: 'f'.repeat(32) } }] },
      'not_found',
    ],
  ])('%s is refused', async (_, more, code) => {
    const before = stored();
    await expect(start(more)).rejects.toMatchObject({ code });
    expect(stored()).toEqual(before);
  });

  it('takes all back where a run cannot start', async () => {
    const before = stored();
    let started = 0;
    const failing: MatrixContext['runs'] = {
      start: (...given) => {
        started += 1;
        if (started === 3) return Promise.reject(new AppError('busy', 'Too much waits.'));
        return runs.start(...given);
      },
      cancel: (id) => runs.cancel(id),
    };
    await expect(start({}, { runs: failing })).rejects.toMatchObject({ code: 'busy' });
    await runs.idle();
    expect(stored()).toEqual(before);
  });
});

it('names a branch so that it can be told apart', () => {
  expect(branchName('run', 'Edited', 2)).toBe('run · Edited 2');
  expect(branchName('run', 'Edited', null)).toBe('run · Edited');
  const long = branchName('x'.repeat(300), 'Edited', 10);
  expect(long).toHaveLength(200);
  expect(long).toMatch(/x… · Edited 10$/);
});
