import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  textField,
} from '@/lib/trace/json';
import { emptySetup } from '@/lib/trace/setup';
import { ConversationLog } from '../messages/conversation-log';
import { SampleState } from './sample-state';
import { Attachments, memberOf, type Sample } from './samples';
import { type Entry, errorOf, Telling } from './telling';

const main = 'main';
const spans = new Set([
  'span_begin',
  'span_end',
  'step',
  'subtask',
  'sample_init',
  'anchor',
  'branch',
]);
const common = new Set('uuid span_id timestamp working_start event pending'.split(' '));

/** Tells one sample: its events, or where it has none its final conversation. */
export class SampleReader {
  readonly #telling: Telling;
  readonly #attachments: Attachments;
  readonly #state: SampleState;
  /** The lane of each span: that of the agent that it belongs to. */
  readonly #lanes = new Map<string, string>();
  timed = false;

  constructor(
    private readonly sample: Sample,
    private readonly builder: TraceBuilder,
  ) {
    this.#attachments = new Attachments(sample);
    const pool = memberOf(sample, 'message_pool');
    this.#telling = new Telling(builder, this.#attachments, Array.isArray(pool) ? pool : []);
    this.#state = new SampleState(builder);
    builder.lane(main);
  }

  read(): void {
    const { file, events } = this.sample;
    if (events.length === 0) this.#conversation();
    for (const span of events) {
      const parsed = file.parse(span);
      const record = file.ref(span);
      const reason = parsed.ok ? 'It names no event' : parsed.reason;
      const told = parsed.ok && this.#event(parsed.value, record, main);
      if (!told)
        this.builder.add({
          ...{ kind: 'unreadable', type: 'unreadable', lane: main, reason, records: [record] },
        });
    }
  }

  #conversation(): void {
    const { file, messages } = this.sample;
    const log = new ConversationLog(this.builder);
    log.begin({
      ...emptySetup,
      model: textField(memberOf(this.sample, 'output'), 'model') ?? null,
    });
    for (const span of messages) {
      const parsed = file.parse(span);
      const records = [file.ref(span)];
      if (parsed.ok) log.tell({ message: this.#telling.message(parsed.value), records });
      else log.unreadable(parsed.reason, records);
    }
    log.end();
  }

  #event(value: Json, record: RecordRef, outer: string): boolean {
    const word = textField(value, 'event');
    if (word === undefined || !isObject(value)) return false;
    const time = Date.parse(textField(value, 'timestamp') ?? '');
    const startedAt = Number.isFinite(time) ? time : null;
    this.timed ||= startedAt !== null;
    const lane = this.#lane(value, word, outer);
    const entry: Entry = { value, word, record, lane, startedAt };
    if (word === 'model') this.#telling.model(entry);
    else if (word === 'tool') this.#telling.tool(entry, () => this.#inside(value, record, lane));
    else if (word === 'store' || word === 'state') this.#changed(entry, value);
    else {
      this.#tell(entry, value);
      if (word === 'subtask') this.#inside(value, record, lane);
    }
    return true;
  }

  /** Older logs keep what a tool or a subtask did inside of its event. */
  #inside(value: Json, record: RecordRef, lane: string): void {
    for (const inner of listField(value, 'events') ?? []) this.#event(inner, record, lane);
  }

  /** The lane of the nearest agent around an event. */
  #lane(value: Json, word: string, outer: string): string {
    const own = textField(value, 'id') ?? '';
    const at = textField(value, 'span_id') ?? '';
    if (word !== 'span_begin') return this.#lanes.get(at) ?? outer;
    const above = this.#lanes.get(textField(value, 'parent_id') ?? '') ?? outer;
    const isAgent = textField(value, 'type') === 'agent';
    const lane = isAgent ? this.builder.lane(own, textField(value, 'name') ?? own, above) : above;
    this.#lanes.set(own, lane);
    return lane;
  }

  #changed(entry: Entry, value: Json): void {
    const changes = this.#attachments.resolve(field(value, 'changes') ?? []);
    const list = Array.isArray(changes) ? changes : [];
    const { operations, rest } =
      entry.word === 'store'
        ? { operations: this.#state.store(list, entry.record), rest: [] }
        : this.#state.state(list, entry.record);
    this.builder.add({
      // A store is the sample's, whichever agent writes it.
      ...{ kind: 'state', ...this.#telling.base(entry), lane: main, operations },
      ...(rest.length > 0 ? { extra: { changes: rest } } : {}),
    });
  }

  #tell(entry: Entry, value: JsonObject): void {
    const base = this.#telling.base(entry);
    const name = textField(value, 'name') ?? textField(value, 'action') ?? null;
    const rest = Object.entries(value).filter(
      ([key]) => !common.has(key) && !(entry.word === 'subtask' && key === 'events'),
    );
    const body = this.#attachments.resolve(Object.fromEntries(rest));
    const { word } = entry;
    if (spans.has(word)) this.builder.add({ kind: 'span', ...base, name, value: body });
    else if (word === 'error') {
      const error = errorOf(field(value, 'error'), 'error');
      this.builder.add({ kind: 'error', ...base, error, value: body });
    } else if (word === 'compaction')
      this.builder.add({ kind: 'compaction', ...base, extra: body });
    else this.builder.add({ kind: 'log', ...base, name, text: wordsOf(word, value), value: body });
    if (word === 'sample_init') this.#begin(entry, value);
  }

  #begin(entry: Entry, value: Json): void {
    const store = this.#attachments.resolve(field(field(value, 'state'), 'store') ?? {});
    const operations = this.#state.begin(store);
    if (operations.length > 0)
      this.builder.add({
        ...{ kind: 'state', ...this.#telling.base(entry), lane: main, operations },
      });
  }
}

/** What an event says in a line. */
function wordsOf(word: string, value: Json): string {
  const score = field(field(value, 'score'), 'value');
  if (word === 'score' && score !== undefined)
    return `score ${typeof score === 'string' ? score : JSON.stringify(score)}`;
  const said =
    textField(field(value, 'message'), 'message') ??
    textField(value, 'message') ??
    textField(value, 'input') ??
    textField(value, 'cmd') ??
    textField(value, 'data');
  return said ?? word;
}
