import type { z } from 'zod';
import type { TraceBuilder } from '@/lib/trace/builder';
import { positionsOf } from '@/lib/trace/conversation';
import { EditCheck } from '@/lib/trace/edit-check';
import { type Event, eventSchema, type RecordRef } from '@/lib/trace/event';
import { field, isObject, numberField } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { oneLine } from '@/lib/trace/summary';
import { fromBase64 } from './base64';
import { LineLedger } from './line-ledger';
import type { NativePart } from './native';
import {
  blobLineSchema,
  type HeaderLine,
  headerLineSchema,
  messageLineSchema,
  nativeVersion,
  noteLineSchema,
  setupLineSchema,
} from './native-line';
import { type ParsedLine, parseLine } from './parse-line';
import { PlacedPositions } from './placed-positions';

type Line = NativePart['lines'][number];

const unnamed: HeaderLine = {
  retake: 1,
  name: 'Retake export',
  format: 'native',
  sourceId: null,
  outcome: 'unknown',
  timeQuality: 'none',
  lanes: [],
  events: 0,
  messages: 0,
};

const complaint = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : 'unknown shape';
};

/** Restores one exported trace. What was changed by hand is read as far as it is sound, and noted. */
export class NativeReader {
  readonly #lines = new LineLedger();
  readonly #positions = new PlacedPositions();
  readonly #setups = new Map<string, string>();
  readonly #edits = new EditCheck();
  readonly #changed: RecordRef[] = [];
  readonly #events: number;
  #eventsLeft: number;

  constructor(
    private readonly part: NativePart,
    private readonly builder: TraceBuilder,
  ) {
    this.#events = part.lines.filter(({ kind }) => kind === 'event').length;
    this.#eventsLeft = this.#events;
  }

  read(): void {
    const [first, ...lines] = this.part.lines;
    const header = (first && this.#header(first)) ?? unnamed;
    for (const { id, name, parent } of header.lanes) this.builder.lane(id, name, parent);
    // Blobs come last in the file, and belong to messages: they are restored first.
    for (const line of lines) if (line.kind === 'blob') this.#blob(line);
    for (const line of lines) this.#line(line);
    this.#notes(header);
    const { branch, extra } = header;
    this.builder.finish({
      name: header.name,
      format: header.format,
      sourceId: header.sourceId,
      outcome: header.outcome,
      timeQuality: header.timeQuality,
      origin: header.origin,
      ...(branch
        ? { extra: { ...(isObject(extra) ? extra : { value: extra }), branch } }
        : { extra }),
    });
  }

  #parse({ span }: Line): ParsedLine {
    return parseLine(this.part.file, span);
  }

  #take<T>(line: Line, schema: z.ZodType<T>): T | undefined {
    const parsed = this.#parse(line);
    const checked = parsed.ok ? schema.safeParse(parsed.value) : undefined;
    if (checked?.success) return checked.data;
    this.#bad(line, checked?.error ? complaint(checked.error) : parsed.ok ? '' : parsed.reason);
    return undefined;
  }

  #bad(line: Line, reason: string): void {
    this.builder.note({
      severity: 'error',
      code: 'bad-line',
      message: `A line${line.kind ? ` ("${line.kind}")` : ''} is left out: ${reason}`,
      records: [this.#ref(line)],
    });
  }

  #ref = ({ span }: Line): RecordRef => this.part.file.ref(span);

  #header(line: Line): HeaderLine | undefined {
    const parsed = this.#parse(line);
    const version = parsed.ok ? numberField(parsed.value, 'retake') : undefined;
    if (version !== undefined && version > nativeVersion) {
      this.builder.note({
        severity: 'error',
        code: 'newer-version',
        message: `A newer Retake wrote this export (version ${version}; this one reads ${nativeVersion}). Update Retake and read it again.`,
        records: [this.#ref(line)],
      });
      return undefined;
    }
    const header = this.#take(line, headerLineSchema);
    if (header) this.#lines.holdLoose(this.#ref(line));
    return header;
  }

  #line(line: Line): void {
    switch (line.kind) {
      case 'blob':
        return;
      case 'setup': {
        const found = this.#take(line, setupLineSchema);
        if (!found) return;
        const hash = this.builder.restoreSetup(found.value);
        if (hash !== found.setup) this.#changed.push(this.#ref(line));
        this.#setups.set(found.setup, hash);
        this.#lines.hold(`setup ${hash}`, this.#ref(line));
        return;
      }
      case 'message': {
        const found = this.#take(line, messageLineSchema);
        if (found) this.#message(found.message, found.value, this.#ref(line));
        return;
      }
      case 'note': {
        const found = this.#take(line, noteLineSchema);
        if (!found) return;
        this.builder.note({ ...found.note, records: [this.#ref(line), ...this.#lines.takeAll()] });
        return;
      }
      case 'event':
        this.#event(line);
        return;
      default:
        this.#bad(line, 'it is of no kind that Retake writes');
    }
  }

  #blob(line: Line): void {
    const found = this.#take(line, blobLineSchema);
    if (!found) return;
    const bytes = fromBase64(found.base64);
    if (bytes) {
      const { sha256 } = this.builder.blob(bytes, found.mediaType);
      if (sha256 !== found.blob) this.#changed.push(this.#ref(line));
      else this.#lines.hold(`blob ${sha256}`, this.#ref(line));
    } else this.#changed.push(this.#ref(line));
  }

  #message(position: number, message: Message, ref: RecordRef): void {
    const restored = this.builder.restoreMessage(message);
    if (!this.#positions.add(position, restored)) this.#changed.push(ref);
    const blobs = message.parts.flatMap((part) =>
      part.type === 'media' && part.blob ? this.#lines.take(`blob ${part.blob.sha256}`) : [],
    );
    this.#lines.hold(`message ${restored}`, ref, ...blobs);
  }

  #event(line: Line): void {
    const own = this.#ref(line);
    this.#eventsLeft -= 1;
    const parsed = this.#parse(line);
    const value = parsed.ok ? field(parsed.value, 'event') : undefined;
    const checked = eventSchema.safeParse(isObject(value) ? { ...value, records: [own] } : value);
    const seq = this.builder.nextSeq;
    const reason = !parsed.ok
      ? parsed.reason
      : !checked.success
        ? complaint(checked.error)
        : this.#unsound(checked.data, seq);
    if (reason === null && checked.success) {
      const event = checked.data;
      event.records = [own, ...this.#referred(event), ...this.#left()];
      event.summary = oneLine(event.summary);
      const recorded = event.hash;
      this.#edits.admit(event);
      this.builder.restore(event);
      if (event.hash !== recorded) this.#changed.push(own);
      return;
    }
    this.#edits.admit({ seq, saw: null, said: null });
    this.builder.add({
      kind: 'unreadable',
      type: 'unreadable',
      lane: 'main',
      records: [own, ...this.#left()],
      reason: reason ?? 'unknown shape',
    });
  }

  /** Puts the event's references to where things are here; says what does not hold, null for a sound event. */
  #unsound(event: Event, seq: number): string | null {
    const { setup } = event;
    const edits = [event.saw, event.said].filter((edit) => edit !== null);
    if (event.seq !== seq) return `it says it is #${event.seq}, and stands where #${seq} is due`;
    if (!edits.every((edit) => this.#positions.place(edit)))
      return 'it refers to messages that are not there';
    if (setup !== null) event.setup = this.#setups.get(setup) ?? null;
    if (setup !== null && event.setup === null) this.#changed.push(...event.records);
    // A span may end, and so stand, after what happened inside it.
    if (event.parent !== null && event.parent >= this.#events)
      return `it is inside #${event.parent}, which is not there`;
    if (event.kind === 'tool-result' && event.call !== null && event.call >= seq)
      return `it answers the later #${event.call}`;
    if (this.#edits.breaches(event, this.builder.poolSize).length > 0) this.#cutOff(event);
    return null;
  }

  /** What the event builds on is not there: what it says itself is kept, as a beginning. */
  #cutOff(event: Event): void {
    if (event.saw) event.sawFidelity = 'missing';
    event.saw = null;
    if (event.said) event.said = { base: null, keep: 0, append: event.said.append };
    this.#changed.push(...event.records);
  }

  #referred(event: Event): RecordRef[] {
    const lines = event.setup === null ? [] : this.#lines.take(`setup ${event.setup}`);
    for (const edit of [event.saw, event.said])
      for (const position of edit ? positionsOf(edit.append) : [])
        lines.push(...this.#lines.take(`message ${position}`));
    return lines;
  }

  /** The header belongs to the first event, lines that nothing refers to to the last. */
  #left(): RecordRef[] {
    return this.#eventsLeft === 0 ? this.#lines.takeAll() : this.#lines.takeLoose();
  }

  #notes(header: HeaderLine): void {
    const { builder } = this;
    if (this.#changed.length > 0)
      builder.note({
        severity: 'warning',
        code: 'changed',
        message:
          'These lines are not as they were exported: their hashes or positions do not match.',
        records: this.#changed,
      });
    const unused = this.#lines.takeAll();
    if (unused.length > 0)
      builder.note({
        severity: 'info',
        code: 'unused-lines',
        message: 'No event refers to these lines.',
        records: unused,
      });
    if (builder.nextSeq < header.events)
      builder.note({
        severity: 'error',
        code: 'cut',
        message: `The export was cut: ${builder.nextSeq} of ${header.events} events are there.`,
        records: [],
      });
  }
}
