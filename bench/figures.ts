import { statSync } from 'node:fs';
import type { Lineage } from '@/lib/db/lineage';
import { OutlineCache } from '@/lib/db/outline-cache';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { conversationAt, defaultSide, setupAt } from '@/lib/replay/conversation-at';
import { landmarks } from '@/lib/replay/landmarks';
import { compareLineages } from '@/lib/server/diffs/compare-lineages';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { messagesAt, outlinePage, setupOf } from '@/lib/server/traces/read-trace';
import { refsOf } from '@/lib/trace/conversation';
import type { Outline } from '@/lib/trace/outline';
import { diffRows } from '@/lib/view/diff-rows';
import { generateRun } from './generate-run';
import { gitDiff } from './git-diff';
import { median, timed } from './measure';
import { type OneRun, runAlone } from './run-alone';
import { openWorkshop, storedBytes } from './stored-run';
import { timeTravelFigures } from './time-travel';

export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 'MB' | '×' | 'of source';
}

const seed = 7;
/** Bodies that the messages panel asks for at a time: two blocks are in view at most. */
const bodiesInView = 128;
const pageRows = 10_000;

/** All figures of one size: medians of `times` runs, each import into a database of its own. */
export async function figuresOf(events: number, times: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const ms = (name: string, took: readonly number[]): void => {
    figures.push({ name, value: median(took), unit: 'ms' });
  };
  const text = generateRun({ events, seed });
  // In turn, so that whatever else the machine does falls on both alike.
  const floors: OneRun[] = [];
  const imports: OneRun[] = [];
  for (let time = 0; time < times; time += 1) {
    floors.push(await alone('floor', text));
    imports.push(await alone('import', text));
  }
  ms('floor: read, parse, store the bytes', floors.map(msOf));
  ms('import', imports.map(msOf));
  const cpu = (runs: readonly OneRun[]): number => median(runs.map(({ cpuMs }) => cpuMs));
  figures.push({
    name: 'import, in processor time of the floor',
    value: cpu(imports) / cpu(floors),
    unit: '×',
  });
  figures.push({
    name: 'memory of an import',
    value: median(imports.map(({ grown }) => grown)) / 1e6,
    unit: 'MB',
  });

  const workshop = openWorkshop();
  try {
    const { store } = workshop;
    const file = workshop.put(text);
    const id = await workshop.import(file);
    const kept = storedBytes(store) / statSync(file).size;
    const lineage = findLineage(store, id);
    const cold = () => ({ ...store, outlines: new OutlineCache() });
    ms('open: first page', await timed(times, cold, (from) => page(from, lineage, 0, 500)));
    ms('open: whole outline', await timed(times, cold, (from) => allPages(from, lineage)));

    const outline = readOutline(store, lineage);
    const last = outline.length - 1;
    for (const [word, seq] of [
      ['first', 0],
      ['middle', last >> 1],
      ['last', last],
    ] as const) {
      const took = await timed(times, nothing, () => look(store, lineage, outline, seq));
      ms(`messages at the ${word} event`, took);
    }
    ms('landmarks', await timed(times, nothing, () => landmarks(outline)));
    for await (const [name, took] of timeTravelFigures(workshop, id, { events, times }))
      ms(name, took);
    const fork = (seq: number) => forkTrace(store, { id, seq, side: 'after', edits: [] });
    ms('fork at event 500', await timed(times, nothing, () => fork(500)));
    ms('fork at the last event', await timed(times, nothing, () => fork(last)));
    ms('diff with itself', await timed(times, nothing, () => diffed(store, lineage, lineage)));
    const others = [
      ['5 % edits', { seed, edits: 0.05 }],
      ['15 % edits', { seed, edits: 0.15 }],
      ['one retry', { seed, retryAt: 3 }],
      ['an unrelated run', { seed: seed + 50 }],
    ] as const;
    for (const [word, shape] of others) {
      const other = await workshop.import(workshop.put(generateRun({ events, ...shape })));
      const right = findLineage(store, other);
      const lines = [lineage, right].map((one) => eventLines(store, one));
      const git = (): void => gitDiff(workshop.folder, lines);
      ms(`git diff of its event lines: ${word}`, await timed(times, nothing, git));
      ms(`diff with ${word}`, await timed(times, nothing, () => diffed(store, lineage, right)));
    }
    figures.push({ name: 'stored besides the upload', value: kept, unit: 'of source' });
  } finally {
    await workshop.close();
  }
  return figures;
}

const nothing = (): void => undefined;

const msOf = ({ ms }: OneRun): number => ms;

/** A run in a data folder that holds nothing but the upload. */
async function alone(what: 'floor' | 'import', text: string): Promise<OneRun> {
  const workshop = openWorkshop();
  try {
    return runAlone(what, workshop, workshop.put(text));
  } finally {
    await workshop.close();
  }
}

/** A page as it goes onto the wire. */
const page = (store: Store, lineage: Lineage, from: number, limit: number): string =>
  JSON.stringify(outlinePage(store, lineage, { from, limit }));

function allPages(store: Store, lineage: Lineage): void {
  for (let from = 0; from < lineage.events; from += pageRows) page(store, lineage, from, pageRows);
}

/** What the messages panel does at an event: the fold, the setup, the bodies at its end. */
function look(store: Store, lineage: Lineage, outline: Outline, seq: number): void {
  const row = outline[seq];
  if (!row) throw new RangeError(`No event ${seq}`);
  const entries = conversationAt(outline, seq, defaultSide(row)) ?? [];
  const setup = setupAt(outline, seq);
  if (setup !== null) setupOf(store, lineage, setup);
  const ranges = refsOf(entries.slice(-bodiesInView).map(({ position }) => position));
  JSON.stringify(messagesAt(store, lineage, ranges));
}

function diffed(store: Store, a: Lineage, b: Lineage): void {
  diffRows(compareLineages(store, a, b, []).blocks, new Map());
}

/** An event a line, as a tool for text would compare them. */
const eventLines = (store: Store, lineage: Lineage): string =>
  readOutline(store, lineage)
    .map(({ kind, name, hash, summary }) => `${kind} ${name} ${hash} ${summary}\n`)
    .join('');
