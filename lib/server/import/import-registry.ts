import type { ImportState } from '@/lib/api/import-contract';
import {
  removeLooseUploads,
  removeTraces,
  tracesOfUpload,
  unfinishedTraces,
} from '@/lib/db/remove-trace-rows';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/server/new-id';
import { brokenImport, type ImportFailure, type ImportJob, type ImportMessage } from './import-job';
import type { ImportLimits } from './import-limits';
import { discard, type Spooled } from './receive-upload';
import type { RunningImport, StartImport } from './run-in-worker';
import { uploadFilesSchema } from './upload-files';

export interface ImportRequest {
  format: string | null;
  /** Ask which traces, where there are several. */
  choose: boolean;
}

interface Entry {
  state: ImportState;
  spooled: Spooled | null;
  job: ImportJob | null;
  running: RunningImport | null;
  failure: ImportFailure | null;
  settled: Promise<ImportState>;
  touched: number;
}

const isCancelled = ({ state }: Entry): boolean => state.phase === 'cancelled';

const isOver = ({ phase }: ImportState): boolean =>
  ['done', 'duplicate', 'failed', 'cancelled'].includes(phase);

/** Entries stay readable this long after their last change; a choice can be made as long. */
const keepMs = 60 * 60 * 1000;

/**
 * All imports of this process. One runs at a time: the database has one writer, and the check for bytes
 * that are here already needs no other lock. Lives on globalThis, since route bundles are apart.
 */
export class ImportRegistry {
  readonly #entries = new Map<string, Entry>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly start: StartImport,
    readonly limits: ImportLimits,
    /** Where uploads wait for their import. */
    readonly spoolFolder: string,
  ) {}

  /** Reserves an entry while the bytes are still coming. */
  receive(name: string, total: number | null): { id: string; received(bytes: number): void } {
    this.#forgetOld();
    const id = newId();
    const state: ImportState = {
      ...{ id, phase: 'receiving', name, format: null, bytes: { received: 0, total } },
      ...{ events: 0, parts: [], traces: [], error: null },
    };
    this.#entries.set(id, {
      ...{ state, spooled: null, job: null, running: null, failure: null },
      ...{ settled: Promise.resolve(state), touched: Date.now() },
    });
    return {
      id,
      received: (bytes) => {
        state.bytes.received = bytes;
      },
    };
  }

  /** The bytes never came, or not all of them. */
  drop(id: string): void {
    this.#entries.delete(id);
  }

  /** Imports what was received. Resolves at once; `settled` tells the end. */
  begin(id: string, spooled: Spooled, request: ImportRequest): void {
    const entry = this.#entry(id);
    entry.spooled = spooled;
    entry.state.name = spooled.name;
    entry.state.bytes = { received: spooled.size, total: spooled.size };
    if (entry.state.phase === 'cancelled') {
      void discard(spooled.parts);
      return;
    }
    entry.state.phase = 'reading';
    this.#queue(entry, () => this.#import(entry, spooled, request));
  }

  /** Imports stored bytes once more, as another format or with a better importer. */
  again(upload: { id: string; name: string }, format: string | null): string {
    const { id } = this.receive(upload.name, null);
    const entry = this.#entry(id);
    entry.state.phase = 'reading';
    this.#queue(entry, async () => this.#run(entry, await this.#jobOf(upload.id, format)));
    return id;
  }

  /** Goes on with the named traces of an upload that waits for a choice. */
  choose(id: string, parts: string[]): ImportState {
    const entry = this.#entry(id);
    const { job } = entry;
    if (entry.state.phase !== 'choose' || !job) {
      throw new AppError('conflict', 'This import does not wait for a choice.');
    }
    const unknown = parts.find((key) => !entry.state.parts.some((part) => part.key === key));
    if (unknown !== undefined) throw new AppError('bad_request', 'There is no such trace in it.');
    entry.state.phase = 'importing';
    this.#queue(entry, () => this.#run(entry, { ...job, parts }));
    return entry.state;
  }

  /** Ends an import; nothing of it is kept. One that is over already stays as it is. */
  async cancel(id: string): Promise<ImportState> {
    const entry = this.#entry(id);
    if (isOver(entry.state)) return entry.state;
    const waits = entry.state.phase === 'choose';
    entry.state.phase = 'cancelled';
    entry.running?.stop();
    if (waits) await this.#discard(entry);
    await entry.settled;
    return entry.state;
  }

  /** Ends what runs, at shutdown. The next start removes what it left. */
  async stop(): Promise<void> {
    for (const { running } of this.#entries.values()) running?.stop();
    await Promise.all([...this.#entries.values()].map(({ running }) => running?.ended));
  }

  get(id: string): ImportState {
    return this.#entry(id).state;
  }

  /** The state once the import ended or waits for a choice. Throws what made it fail. */
  async settled(id: string): Promise<ImportState> {
    const entry = this.#entry(id);
    const state = await entry.settled;
    if (state.phase !== 'failed' || !entry.failure) return state;
    const { code, message, hint } = entry.failure;
    if (code === 'internal') throw new Error(message);
    throw new AppError(code, message, hint === null ? {} : { hint });
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw new AppError('not_found', 'There is no such import.');
    entry.touched = Date.now();
    return entry;
  }

  #queue(entry: Entry, work: () => Promise<void>): void {
    const done = this.#turn.then(async () => {
      try {
        if (!isCancelled(entry)) await work();
      } catch (error) {
        console.error('An import failed.', error);
        this.#fail(entry, brokenImport);
      }
      if (entry.state.phase !== 'choose') await this.#discard(entry);
      return entry.state;
    });
    entry.settled = done;
    this.#turn = done;
  }

  async #import(entry: Entry, spooled: Spooled, request: ImportRequest): Promise<void> {
    const known = await this.store.prisma.upload.findUnique({
      where: { sha256: spooled.sha256 },
      include: {
        traces: {
          where: {
            ...{ status: 'ready', deletedAt: null },
            ...(request.format === null ? {} : { format: request.format }),
          },
          orderBy: { createdAt: 'desc' },
        },
      },
    });
    if (isCancelled(entry)) return;
    if (known && known.traces.length > 0) {
      entry.state.phase = 'duplicate';
      entry.state.traces = known.traces.map(({ id, name }) => ({ id, name: fromColumn(name) }));
      return;
    }
    const job: ImportJob = known
      ? await this.#jobOf(known.id, request.format)
      : {
          database: this.store.file,
          upload: {
            ...{ id: newId(), sha256: spooled.sha256, name: spooled.name, size: spooled.size },
            parts: spooled.parts.map(({ path, size, file }) => ({ path, size, file })),
          },
          ...{ format: request.format, parts: null, choose: false, limits: this.limits },
        };
    await this.#run(entry, { ...job, choose: request.choose });
  }

  async #jobOf(uploadId: string, format: string | null): Promise<ImportJob> {
    const { id, sha256, name, size, stored } = await this.store.prisma.upload.findUniqueOrThrow({
      where: { id: uploadId },
    });
    const parts = uploadFilesSchema
      .parse(JSON.parse(stored))
      .map((part) => ({ ...part, file: null }));
    return {
      database: this.store.file,
      upload: { id, sha256, name: fromColumn(name), size, parts },
      ...{ format, parts: null, choose: false, limits: this.limits },
    };
  }

  async #run(entry: Entry, job: ImportJob): Promise<void> {
    // While the job was put together there was nothing yet that a cancel could stop.
    if (isCancelled(entry)) return;
    entry.job = job;
    const before = new Set(tracesOfUpload(this.store.raw, job.upload.id));
    const running = this.start(job, (message) => this.#hear(entry, message));
    entry.running = running;
    await running.ended;
    entry.running = null;
    const { phase } = entry.state;
    if (phase !== 'done' && phase !== 'choose' && phase !== 'cancelled') {
      this.#fail(entry, entry.failure ?? brokenImport);
    }
    if (phase === 'cancelled') {
      // It may have made its traces ready just before it was stopped.
      const made = tracesOfUpload(this.store.raw, job.upload.id).filter((id) => !before.has(id));
      await removeTraces(this.store.raw, made, (work) => this.store.writes.run(work));
    }
    if (phase !== 'done' && phase !== 'choose') await this.removeLeftovers();
  }

  /** Removes what an import that was cut off left in the database. Only while no import runs. */
  async removeLeftovers(): Promise<void> {
    const { raw, writes } = this.store;
    const write = (work: () => void) => writes.run(work);
    const unfinished = unfinishedTraces(raw);
    if (unfinished.length > 0) await removeTraces(raw, unfinished, write);
    await removeLooseUploads(raw, write);
  }

  #hear(entry: Entry, message: ImportMessage): void {
    const { state } = entry;
    entry.touched = Date.now();
    // Messages of a worker that was stopped may still be on their way.
    if (state.phase === 'cancelled') return;
    switch (message.type) {
      case 'recognised':
        state.phase = 'importing';
        state.format = message.format;
        state.parts = message.parts.map((part) => ({ ...part, traceId: null }));
        break;
      case 'choose':
        state.phase = 'choose';
        break;
      case 'progress':
        state.events = message.events;
        break;
      case 'done':
        state.phase = 'done';
        state.traces = message.traces.map(({ id, name }) => ({ id, name }));
        state.parts = state.parts.map((part) => ({
          ...part,
          traceId: message.traces.find(({ partKey }) => partKey === part.key)?.id ?? null,
        }));
        break;
      case 'failed':
        if (message.stack) console.error(`Import ${state.id} failed.\n${message.stack}`);
        this.#fail(entry, message.error);
    }
  }

  #fail(entry: Entry, failure: ImportFailure): void {
    entry.failure = failure;
    entry.state.phase = 'failed';
    entry.state.error = failure;
  }

  async #discard(entry: Entry): Promise<void> {
    const { spooled } = entry;
    entry.spooled = null;
    if (spooled) await discard(spooled.parts);
  }

  #forgetOld(): void {
    const before = Date.now() - keepMs;
    for (const [id, entry] of this.#entries) {
      if (entry.touched > before || (!isOver(entry.state) && entry.state.phase !== 'choose'))
        continue;
      this.#entries.delete(id);
      void this.#discard(entry);
    }
  }
}
