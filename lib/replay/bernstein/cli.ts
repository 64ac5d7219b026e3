import type { Hash } from '@/lib/trace/identity';
import { dumpIndentedJson } from '../python/python-json';
import { pythonRepr, pythonSlice, pythonStrip } from '../python/python-text';
import { numberOf, PythonFloat, type PythonValue } from '../python/python-value';
import { richPanel, richTable } from '../python/rich-table';
import { SeedError } from '../python/seed-error';
import { pythonLines } from '../python/unified-diff';
import { type CliArguments, readArguments } from './cli-arguments';
import { eventCells, eventColumns, minutes } from './cli-rows';
import { fieldOr, filterEvents } from './filter-events';
import { fingerprintRaw } from './fingerprint-log';
import { fileText, loadEvents } from './load-events';
import { type RunMetadata, readMetadata } from './metadata';

/** A folder with a replay.jsonl in it. */
export interface CliRun {
  id: string;
  log: Uint8Array;
  metadata: Uint8Array | null;
}

export interface CliResult {
  exitCode: number;
  stdout: string;
  /** What broke the command off, by its Python name. */
  exception: string | null;
}

export interface CliPlace {
  runs: readonly CliRun[];
  /** Whether there is a task trace of this name; the commands would send it to a server. */
  hasTask: (id: string) => boolean;
  /** Cells of a line. */
  columns: number;
  hash: Hash;
}

/** Ends the command with a code. */
class Exit extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

const head = (text: string, count: number): string => pythonSlice([...text], count).join('');
/** UTC: Bernstein writes local time. */
const clock = (seconds: number, length: number): string =>
  new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, length);

class Command {
  readonly out: string[] = [];

  constructor(
    private readonly name: 'replay' | 'replay-filter',
    private readonly given: CliArguments,
    private readonly place: CliPlace,
  ) {}

  private get filtered(): boolean {
    return this.name === 'replay-filter';
  }

  run(): void {
    const { runId, filters } = this.given;
    const chosen = Object.values(filters).some((value) => value !== '');
    const runs = [...this.place.runs].sort((a, b) => (a.id < b.id ? 1 : -1));
    if (runId === 'list') {
      this.list(runs);
      return;
    }
    const run = runId === 'latest' ? this.latest(runs) : runs.find(({ id }) => id === runId);
    if (!run) {
      if (chosen) this.out.push(`Replay log not found: sdd/runs/${runId}/replay.jsonl`);
      else this.out.push(`No trace found for task: ${runId}`);
      throw new Exit(1);
    }
    this.show(run);
  }

  private latest(runs: readonly CliRun[]): CliRun {
    const [run] = runs;
    if (!run) {
      this.out.push('No replay logs found.');
      throw new Exit(1);
    }
    this.out.push(`Replaying latest run: ${run.id}`);
    return run;
  }

  private list(runs: readonly CliRun[]): void {
    if (runs.length === 0) {
      this.out.push('No replay logs found.');
      return;
    }
    const counted = runs.map((run) => ({
      ...run,
      events: String(
        pythonLines(fileText(run.log)).filter((line) => pythonStrip(line) !== '').length,
      ),
    }));
    const title = 'Available Runs';
    if (this.filtered) {
      const rows = counted.map(({ id, events }) => [id, events]);
      const columns = [{ title: 'Run ID' }, { title: 'Events', side: 'right' as const }];
      this.out.push(...richTable(columns, rows, { title }));
      return;
    }
    const rows = counted.map(({ id, events, log, metadata }) => {
      const found = readMetadata(metadata);
      const size = `${(log.length / 1024).toFixed(1)} KB`;
      if (found === null) return [id, '—', '—', '—', events, size];
      const [branch, sha] = [found.gitBranch || '—', head(found.gitSha, 8) || '—'];
      return [id, clock(found.startedAt, 16), branch, sha, events, size];
    });
    const left = ['Run ID', 'Started', 'Branch', 'SHA'].map((name) => ({ title: name }));
    const right = ['Events', 'Size'].map((name) => ({ title: name, side: 'right' as const }));
    this.out.push(...richTable([...left, ...right], rows, { title }));
  }

  private show(run: CliRun): void {
    const all = loadEvents(run.log);
    if (all.length === 0) {
      this.out.push('Replay log is empty.');
      return;
    }
    const { asJson, limit, filters } = this.given;
    const metadata = this.filtered ? null : readMetadata(run.metadata);
    const events = this.filtered ? filterEvents(all, filters) : all;
    if (events.length === 0) {
      this.out.push('No events match the given filters.');
      return;
    }
    if (asJson) {
      const first = limit === null ? events : pythonSlice(events, limit);
      this.out.push(dumpIndentedJson(this.document(run.id, first, events.length, metadata)));
      return;
    }
    // Nought is as good as no limit in the table.
    const shown = limit ? pythonSlice(events, limit) : events;
    const print = fingerprintRaw(run.log, this.place.hash);
    const [text, title] = this.filtered
      ? [this.filterHeader(run.id, events.length, shown.length), 'Filtered Replay']
      : [runHeader(run.id, events, print, metadata), 'Deterministic Replay'];
    this.out.push(...richPanel(text, title, this.place.columns));
    const rows = shown.map((event) => eventCells(event, this.filtered));
    this.out.push(...richTable(eventColumns, rows, { whole: this.place.columns }));
    if (!this.filtered)
      this.out.push(
        ...['', `SHA-256 fingerprint: ${print}`],
        'This fingerprint proves the exact sequence of events in this run.',
      );
  }

  private document(
    runId: string,
    events: readonly PythonValue[],
    matched: number,
    metadata: RunMetadata | null,
  ): PythonValue {
    const document = new Map<string, PythonValue>([
      ['run_id', runId],
      ['events', events],
    ]);
    if (this.filtered) document.set('total_matched', matched);
    else if (metadata !== null) document.set('metadata', metadataDict(metadata));
    return document;
  }

  private filterHeader(runId: string, matched: number, showing: number): string {
    const { eventType, agent, search, filter } = this.given.filters;
    const parts = [
      ...(eventType ? [`type=${eventType}`] : []),
      ...(agent ? [`agent=${agent}`] : []),
      ...(search ? [`search=${pythonRepr(search)}`] : []),
      ...(filter ? [`filter=${filter}`] : []),
    ];
    const label = parts.length > 0 ? `  Filters: ${parts.join(', ')}` : '';
    return `Run: ${runId}  Matched: ${matched} / total events  Showing: ${showing}${label}`;
  }
}

const metadataDict = (of: RunMetadata): PythonValue =>
  new Map<string, PythonValue>([
    ['run_id', of.runId],
    ['started_at', new PythonFloat(of.startedAt)],
    ['git_sha', of.gitSha],
    ['git_branch', of.gitBranch],
    ['config_hash', of.configHash],
    ['seed_path', of.seedPath],
  ]);

function secondsOf(event: PythonValue | undefined): number {
  const value = fieldOr(event ?? null, 'ts', 0);
  const number = numberOf(value);
  if (number === null) throw new SeedError('TypeError', 'unsupported operand type(s) for -');
  return number;
}

function runHeader(
  runId: string,
  events: readonly PythonValue[],
  print: string,
  metadata: RunMetadata | null,
): string {
  const first = secondsOf(events[0]);
  const duration = minutes(secondsOf(events.at(-1)) - first);
  const parts = [
    `Run: ${runId}  Events: ${events.length}  Duration: ${duration.minutes}m${duration.seconds}s  Fingerprint: ${head(print, 16)}...`,
  ];
  if (metadata !== null) {
    const { gitBranch, gitSha, configHash } = metadata;
    parts.push(`Started: ${clock(metadata.startedAt, 19)}`);
    if (gitBranch) parts.push(`Branch: ${gitBranch}`);
    if (gitSha) parts.push(`SHA: ${head(gitSha, 12)}`);
    if (configHash) parts.push(`Config: ${head(configHash, 12)}...`);
  }
  return parts.join('  ');
}

const ended = (out: readonly string[], exitCode: number, exception: string | null): CliResult => ({
  exitCode,
  stdout: out.map((line) => `${line}\n`).join(''),
  exception,
});

/**
 * What Bernstein v1.9.3 prints for `bernstein replay` and for its command with filters, without colours and in UTC,
 * its prose in front of JSON included. Null where the command would send a task to a server.
 */
export function bernsteinCli(
  name: 'replay' | 'replay-filter',
  argv: readonly string[],
  place: CliPlace,
): CliResult | null {
  const given = readArguments(argv, name === 'replay-filter');
  if (typeof given === 'string') {
    const usage = ['Usage: replay [OPTIONS] RUN_ID', "Try 'replay --help' for help.", ''];
    return ended([...usage, `Error: ${given}`], 2, null);
  }
  const isRun = place.runs.some(({ id }) => id === given.runId);
  const isWord = given.runId === 'list' || given.runId === 'latest';
  if (!isRun && !isWord && place.hasTask(given.runId)) return null;
  const command = new Command(name, given, place);
  try {
    command.run();
    return ended(command.out, 0, null);
  } catch (error) {
    if (error instanceof Exit) return ended(command.out, error.code, null);
    if (error instanceof SeedError) return ended(command.out, 1, error.exception);
    throw error;
  }
}
