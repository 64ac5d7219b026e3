import { readFileSync } from 'node:fs';
import type { BulkWriter } from '@/lib/db/bulk-writer';
import { resolveLineage } from '@/lib/db/lineage';
import { openDatabase, type RawDatabase } from '@/lib/db/open-database';
import { OutlineCache } from '@/lib/db/outline-cache';
import { readOutline } from '@/lib/db/read-outline';
import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import { storedTraceSink, unnamedOf } from '@/lib/db/stored-trace-sink';
import { chunkBytes, packChunk, readUploadBytes } from '@/lib/db/upload-bytes';
import { AppError, isAppError } from '@/lib/errors';
import type { Format, ReadContext, Scan, Source, TracePart } from '@/lib/formats/format';
import { recognise } from '@/lib/formats/recognise';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';
import { TraceBuilder } from '@/lib/trace/builder';
import { TotalsCounter } from '@/lib/trace/totals';
import type { TraceHeader } from '@/lib/trace/trace';
import { type Decoded, decodeSource, type EncodedFile } from './decode-source';
import { brokenImport, type ImportJob, type ImportMessage } from './import-job';
import { indexRecords, type RecordIndex, ReportCounter } from './report-counter';
import { traceName } from './trace-name';

type Chosen = Extract<ImportMessage, { type: 'recognised' }>['format'] & { read: Format };

/**
 * One import, from bytes to traces: recognises, scans, reads and stores. Until its very end all rows
 * belong to traces in status `importing`, which the caller removes when this does not end with `done`.
 * Tells everything through `post`, failures too; never rejects.
 */
export async function runImport(
  job: ImportJob,
  formats: readonly Format[],
  post: (message: ImportMessage) => void,
): Promise<void> {
  const db = openDatabase(job.database);
  // 64 MB of pages before they are copied into the file: an import writes the same pages again and again.
  db.pragma('wal_autocheckpoint = 16000');
  try {
    await new Importing(job, formats, db, post).run();
  } catch (error) {
    if (isAppError(error)) {
      const { code, message, hint } = error;
      post({ type: 'failed', error: { code, message, hint }, stack: null });
    } else {
      const stack = String(error instanceof Error ? error.stack : error);
      post({ type: 'failed', error: brokenImport, stack });
    }
  } finally {
    db.close();
  }
}

class Importing {
  readonly #writer: BulkWriter;
  readonly #made: { id: string; partKey: string; name: string }[] = [];
  /** The upload is one trace. */
  #alone = false;
  /** Which stored trace a builder fills: a branch in a file names its parent by the builder. */
  readonly #ids = new Map<TraceBuilder, { id: string; finished: () => boolean }>();
  #events = 0;

  constructor(
    private readonly job: ImportJob,
    private readonly formats: readonly Format[],
    private readonly db: RawDatabase,
    private readonly post: (message: ImportMessage) => void,
  ) {
    this.#writer = sqliteBulkWriter(db, {
      now: () => new Date(),
      onWritten: () => post({ type: 'progress', events: this.#events }),
    });
  }

  async run(): Promise<void> {
    const encoded = this.#load();
    const decoded = await decodeSource(encoded, this.job.limits);
    const source: Source = { files: decoded.files };
    const chosen = this.#choose(source);
    const scan = chosen.read.scan(source);
    const parts = this.#wanted(scan, chosen.title);
    const { id, title, confidence } = chosen;
    this.post({ type: 'recognised', format: { id, title, confidence }, parts: scan.parts });
    if (this.job.choose && this.job.parts === null && parts.length > 1) {
      this.post({ type: 'choose' });
      return;
    }
    this.#storeUpload(encoded, decoded);
    this.#read(source, chosen, scan, parts, decoded.oddPaths);
    this.#writer.ready(this.#made.map((made) => made.id));
    this.db.pragma('wal_checkpoint(PASSIVE)');
    this.post({ type: 'done', traces: this.#made });
  }

  #load(): EncodedFile[] {
    let offset = 0;
    return this.job.upload.parts.map(({ path, size, file }) => {
      const start = offset;
      offset += size;
      const bytes = file === null ? this.#stored(start, start + size) : readFileSync(file);
      return { path, bytes };
    });
  }

  #stored(start: number, end: number): Uint8Array {
    return Buffer.concat([...readUploadBytes(this.db, this.job.upload.id, start, end)]);
  }

  #choose(source: Source): Chosen {
    const wanted = this.job.format;
    if (wanted === null) {
      const { format, confidence } = recognise(source, this.formats);
      return { id: format.id, title: format.title, confidence, read: format };
    }
    const format = this.formats.find(({ id }) => id === wanted);
    if (!format) {
      throw new AppError('bad_request', `There is no format "${wanted.slice(0, 40)}".`, {
        hint: `Formats: ${this.formats.map(({ id }) => id).join(', ')}.`,
      });
    }
    return { id: format.id, title: format.title, confidence: 'chosen', read: format };
  }

  #wanted({ parts, notes }: Scan, title: string): TracePart[] {
    const keys = this.job.parts;
    const wanted = keys ? parts.filter(({ key }) => keys.includes(key)) : parts;
    if (wanted.length > 0) return wanted;
    const [note] = notes;
    throw new AppError(
      'unprocessable',
      `This is ${title}, but there is no trace in it${note ? `: ${note.message}` : '.'}`,
      { hint: 'Check that the run wrote any events and that the file is whole.' },
    );
  }

  #storeUpload(encoded: EncodedFile[], { files }: Decoded): void {
    const { id, sha256: hash, name, size, parts } = this.job.upload;
    if (parts.every(({ file }) => file === null)) return;
    const stored = encoded.map(({ path, bytes }) => ({ path, size: bytes.length }));
    this.#writer.upload({
      ...{ id, sha256: hash, name, size, stored },
      files: files.map(({ path, bytes }) => ({ path, size: bytes.length })),
    });
    let index = 0;
    for (const chunk of inChunks(encoded.map(({ bytes }) => bytes))) {
      this.#writer.chunk(id, index, packChunk(chunk));
      index += 1;
    }
  }

  #read(
    source: Source,
    chosen: Chosen,
    scan: Scan,
    parts: readonly TracePart[],
    oddPaths: readonly string[],
  ): void {
    const records = indexRecords(scan.records);
    this.#alone = scan.parts.length === 1;
    const context: ReadContext = {
      hash: sha256,
      branch: (from, { forkSeq, key, title }) =>
        this.#branch(from, forkSeq, key, title, chosen, records),
    };
    parts.forEach((part, at) => {
      const builder = this.#begin(part, chosen, records);
      if (at === 0) {
        for (const note of scan.notes) builder.note(note);
        for (const path of oddPaths) builder.note(oddPathNote(path));
      }
      chosen.read.read(source, scan.index, part, builder, context);
    });
    this.#writer.flush();
    for (const { id, finished } of this.#ids.values()) {
      if (!finished()) throw new Error(`${chosen.id} never finished trace ${id}`);
    }
  }

  #begin(part: TracePart, chosen: Chosen, records: RecordIndex): TraceBuilder {
    return this.#build(part, chosen, records, null, (sink) => new TraceBuilder(sha256, sink));
  }

  #branch(
    from: TraceBuilder,
    forkSeq: number,
    key: string,
    title: string,
    chosen: Chosen,
    records: RecordIndex,
  ): TraceBuilder {
    const parent = this.#ids.get(from);
    if (!parent) throw new Error(`${chosen.id} branches from a trace that it did not begin`);
    this.#writer.flush();
    const lineage = resolveLineage(this.db, parent.id);
    const totals = new TotalsCounter();
    const stored = { raw: this.db, outlines: new OutlineCache() };
    for (const row of lineage ? readOutline(stored, lineage, 0, forkSeq + 1) : []) totals.add(row);
    const borrow = { id: parent.id, forkSeq, poolBase: from.poolSize };
    return this.#build({ key, title }, chosen, records, borrow, (sink) =>
      from.branch(sink, forkSeq, totals.read(from.poolSize)),
    );
  }

  #build(
    part: TracePart,
    chosen: Chosen,
    records: RecordIndex,
    parent: { id: string; forkSeq: number; poolBase: number } | null,
    make: (sink: ReturnType<typeof storedTraceSink>) => TraceBuilder,
  ): TraceBuilder {
    const made = { id: newId(), partKey: part.key, name: part.title };
    this.#made.push(made);
    this.#writer.trace({
      id: made.id,
      uploadId: this.job.upload.id,
      partKey: part.key,
      name: part.title,
      format: chosen.id,
      parentId: parent?.id ?? null,
      forkSeq: parent?.forkSeq ?? null,
      poolBase: parent?.poolBase ?? 0,
      fork: null,
    });
    const counter = new ReportCounter(records, chosen.confidence);
    let finished = false;
    const extraOf = (header: TraceHeader) => ({
      report: counter.report(header),
      ...unnamedOf(header),
    });
    const stored = storedTraceSink(this.#writer, made.id, extraOf);
    const builder = make(
      counter.watch({
        ...stored,
        event: (event, row) => {
          this.#events += 1;
          stored.event(event, row);
        },
        finish: (header) => {
          finished = true;
          made.name = traceName(
            this.job.upload.name,
            header.name.trim() === '' ? part.title : header.name,
            this.#alone && parent === null,
          );
          stored.finish({ ...header, name: made.name });
        },
      }),
    );
    this.#ids.set(builder, { id: made.id, finished: () => finished });
    return builder;
  }
}

const oddPathNote = (path: string) => ({
  severity: 'warning' as const,
  code: 'odd-path',
  message: `The archive names a file "${path.slice(0, 200)}", which leads out of its folder. The name is only shown; no file is written under it.`,
  records: [],
});

/** All bytes, one after the other, in pieces of the stored size. */
function* inChunks(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  let rest: Uint8Array[] = [];
  let size = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const piece = part.subarray(at, at + chunkBytes - size);
      rest.push(piece);
      size += piece.length;
      at += piece.length;
      if (size === chunkBytes) {
        // Most chunks are one piece of one file: a view of it, no copy.
        yield rest.length === 1 ? piece : Buffer.concat(rest);
        rest = [];
        size = 0;
      }
    }
  }
  if (size > 0) yield Buffer.concat(rest);
}
