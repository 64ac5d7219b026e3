import type { AppState } from '@/lib/server/app-state';
import type { SharedReader } from '@/lib/server/shares/shared-reader';
import { sharedRecords } from '@/lib/server/shares/shared-records';
import { positionsOf } from '@/lib/trace/conversation';
import { referencedPositions } from '@/lib/trace/invariants';
import type { Message } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type {
  FileEvent,
  FileMessage,
  FilePlaces,
  FileTrace,
  Referred,
} from '@/lib/view/html/file-parts';
import { RowPages } from './row-pages';
import type { SetupNumbers } from './setup-numbers';

/** Images that a browser draws and that cannot hold anything else. */
const drawable = /^image\/(png|jpeg|gif|webp)$/;

/** One trace of the file: its rows with all that belongs to them, each message shown once. */
export class FileSide {
  readonly rows: RowPages;
  /** The event that brings a message in, by pool position. */
  readonly #broughtIn = new Map<number, number>();
  readonly #images = new Map<string, string>();
  readonly #lanes: ReadonlyMap<string, string>;

  /** @param owner the side in whose section an event stands */
  constructor(
    private readonly app: Pick<AppState, 'store' | 'imports'>,
    private readonly reader: SharedReader,
    readonly trace: FileTrace,
    private readonly setups: SetupNumbers,
    readonly owner: (seq: number) => string = () => trace.side,
  ) {
    this.rows = new RowPages(reader, trace.side);
    this.#lanes = new Map(trace.lanes.map(({ id, name }) => [id, name]));
  }

  readonly places: FilePlaces = {
    event: (seq) => `${this.owner(seq)}-e${seq}`,
    setup: (number) => `s${number}`,
    image: (sha256) => this.#images.get(sha256) ?? null,
  };

  laneName = (row: OutlineRow): string => this.#lanes.get(row.lane) ?? row.lane;

  /** Where a trace has several lanes, its rows say theirs. */
  shownLane = (row: OutlineRow): string | null =>
    this.trace.lanes.length > 1 ? this.laneName(row) : null;

  /** Notes what a row brings in: rows go by in their order, those that stand elsewhere, too. */
  pass(row: OutlineRow): void {
    for (const position of referencedPositions([row]))
      if (!this.#broughtIn.has(position)) this.#broughtIn.set(position, row.seq);
    if (row.setup !== null) this.setups.pass(row.setup, this.trace.side);
  }

  /** A row that went by, with its body. */
  async event(row: OutlineRow): Promise<FileEvent> {
    const { side } = this.trace;
    const event = this.reader.event(side, row.seq);
    const messages = new Map(this.#own(row).map(({ position, message }) => [position, message]));
    this.#images.clear();
    for (const message of messages.values()) await this.#loadImages(message);
    const raw = this.reader.pins.include.raw
      ? (await sharedRecords(this.app, this.reader, side, row.seq)).map(({ text, cut, size }) =>
          cut ? `${text}\n(cut: the record has ${size} bytes)` : text,
        )
      : null;
    return {
      ...{ row, event, raw },
      saw: this.#listed(positionsOf(row.saw?.append ?? []), messages),
      said: this.#listed(positionsOf(row.said?.append ?? []), messages),
      setup: row.setup === null ? null : this.setups.numberOf(row.setup),
    };
  }

  /** Hashes of the messages that a row brings in, in the order of the pool. */
  broughtIn = (row: OutlineRow): string[] => this.#own(row).map(({ contentHash }) => contentHash);

  #own(row: OutlineRow): ReturnType<SharedReader['messages']> {
    const own = [...new Set(referencedPositions([row]))].filter(
      (at) => this.#broughtIn.get(at) === row.seq,
    );
    return this.reader.messages(
      this.trace.side,
      own.sort((a, b) => a - b),
    );
  }

  /** Messages that stand here, each once, and in between how many stand where. */
  #listed(positions: Iterable<number>, messages: Map<number, Message>): (FileMessage | Referred)[] {
    const list: (FileMessage | Referred)[] = [];
    for (const position of positions) {
      const message = messages.get(position);
      if (message) {
        list.push({ position, message });
        messages.delete(position);
        continue;
      }
      const seq = this.#broughtIn.get(position) ?? null;
      const last = list.at(-1);
      if (last && 'count' in last && last.seq === seq) last.count += 1;
      else list.push({ count: 1, seq });
    }
    return list;
  }

  async #loadImages({ parts }: Message): Promise<void> {
    for (const part of parts) {
      if (part.type !== 'media' || !part.blob) continue;
      const blob = await this.reader.blob(this.trace.side, part.blob.sha256);
      if (!blob || !drawable.test(blob.mediaType)) continue;
      const data = Buffer.from(blob.bytes).toString('base64');
      this.#images.set(part.blob.sha256, `data:${blob.mediaType};base64,${data}`);
    }
  }
}
