import { toolInput } from '@/lib/dialects/openai-chat';
import type { RecordRef } from '@/lib/trace/event';
import type { Part } from '@/lib/trace/message';

interface OpenPart {
  kind: 'text' | 'reasoning' | 'tool-call';
  /** Of the message or of the call. */
  id: string;
  text: string;
  tool: string;
  ended: boolean;
  records: RecordRef[];
  startedAt: number | null;
}

/** A call that a reply asked for, with its own records. */
export interface AskedCall {
  callId: string;
  tool: string;
  records: RecordRef[];
  startedAt: number | null;
  ended: boolean;
  part: Extract<Part, { type: 'tool-call' }>;
}

/** One reply as it streams in: reasoning, text and calls, in the order in which they began. */
export class Reply {
  readonly records: RecordRef[] = [];
  readonly #parts: OpenPart[] = [];
  endedAt: number | null = null;

  constructor(
    /** The source's word for its first event. */
    readonly type: string,
    readonly startedAt: number | null,
  ) {}

  /** Whether a text message of this id belongs to it: text after calls, or another text, is another reply. */
  takesText(id: string): boolean {
    return this.#parts.every(
      ({ kind, ...part }) => kind === 'reasoning' || (kind === 'text' && part.id === id),
    );
  }

  /** Reasoning after text or calls is that of another reply. */
  get takesReasoning(): boolean {
    return this.#parts.every(({ kind }) => kind === 'reasoning');
  }

  /** Whether a call whose parent is this message belongs to it; '' is no parent. */
  takesCall(parent: string): boolean {
    const texts = this.#parts.filter(({ kind }) => kind === 'text');
    return parent === '' || texts.every((part) => part.id === parent);
  }

  has(kind: OpenPart['kind'], id: string): boolean {
    return this.#parts.some((part) => part.kind === kind && part.id === id);
  }

  /** Adds to a part, which begins with it where it is new. */
  append(
    kind: OpenPart['kind'],
    id: string,
    delta: string,
    at: { record: RecordRef; time: number | null; tool?: string },
  ): void {
    const part = this.#part(kind, id) ?? this.#begin(kind, id, at);
    part.text += delta;
    if (at.tool) part.tool = at.tool;
    this.#touch(part, at);
  }

  /** Returns false where there is no such part. */
  end(kind: OpenPart['kind'], id: string, at: { record: RecordRef; time: number | null }): boolean {
    const part = this.#part(kind, id);
    if (!part) return false;
    part.ended = true;
    this.#touch(part, at);
    return true;
  }

  /** A record that belongs to it and adds nothing. */
  mark(record: RecordRef): void {
    this.records.push(record);
  }

  /** Nothing of it is left open. */
  get complete(): boolean {
    return this.#parts.every(({ ended }) => ended);
  }

  parts(): Part[] {
    return this.#parts.flatMap((part): Part[] => {
      if (part.kind === 'tool-call') return [callPart(part)];
      return part.text === '' ? [] : [{ type: part.kind, text: part.text }];
    });
  }

  calls(): AskedCall[] {
    return this.#parts.flatMap((part) => {
      if (part.kind !== 'tool-call') return [];
      const { id: callId, tool, records, startedAt, ended } = part;
      return [{ callId, tool, records, startedAt, ended, part: callPart(part) }];
    });
  }

  #part(kind: OpenPart['kind'], id: string): OpenPart | undefined {
    return this.#parts.findLast((part) => part.kind === kind && part.id === id);
  }

  #begin(kind: OpenPart['kind'], id: string, { time }: { time: number | null }): OpenPart {
    const part = { kind, id, text: '', tool: '', ended: false, records: [], startedAt: time };
    this.#parts.push(part);
    return part;
  }

  #touch(part: OpenPart, { record, time }: { record: RecordRef; time: number | null }): void {
    this.records.push(record);
    part.records.push(record);
    this.endedAt = time ?? this.endedAt;
  }
}

const callPart = ({ id, tool, text }: OpenPart): Extract<Part, { type: 'tool-call' }> => ({
  ...{ type: 'tool-call', callId: id, tool },
  ...toolInput(text),
});
