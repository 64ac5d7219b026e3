import type { RecordRef } from '@/lib/trace/event';
import { type ParsedJson, parseJson } from '@/lib/trace/parse-json';
import { type Span, skipSpace, topLevelValues, type ValueSpan } from './boundary-scan';

/** How the values of a file stand in it. `document`: one value. `lines`: one a line, torn lines allowed. */
export type Layout = 'empty' | 'binary' | 'text' | 'document' | 'lines' | 'values';

/** Text beyond this does not fit into one string of the engine. */
const maxValueBytes = 400_000_000;
const NEWLINE = 0x0a;
const decoder = new TextDecoder('utf-8', { ignoreBOM: false });

/** One decoded file of an upload. Offsets are bytes into `bytes`, a byte order mark included. */
export class SourceFile {
  readonly #start: number;
  #layout: Layout | undefined;

  constructor(
    /** Position in the upload; first number of every record reference. */
    readonly index: number,
    /** As the upload names it: data to show, never a path to open. */
    readonly path: string,
    readonly bytes: Uint8Array,
  ) {
    const [a, b, c] = bytes;
    this.#start = a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
  }

  get layout(): Layout {
    this.#layout ??= this.#findLayout();
    return this.#layout;
  }

  ref(span: Span): RecordRef {
    return [this.index, span.start, span.end];
  }

  text(span: Span): string {
    return decoder.decode(this.bytes.subarray(span.start, span.end));
  }

  /** Parses one value. What is too big, too deep or no JSON comes back with the reason. */
  parse(span: Span & { depth?: number; torn?: boolean }): ParsedJson {
    if (span.torn) return { ok: false, reason: 'the file breaks off inside this value' };
    if (span.end - span.start > maxValueBytes)
      return {
        ok: false,
        reason: `one value of ${span.end - span.start} bytes; ${maxValueBytes} are read`,
      };
    return parseJson(this.text(span), span.depth);
  }

  /** Non-blank lines, without their line ends (LF or CRLF). */
  *lines(): Generator<Span> {
    let start = this.#start;
    const { bytes } = this;
    while (start < bytes.length) {
      const found = bytes.indexOf(NEWLINE, start);
      const next = found < 0 ? bytes.length : found;
      const end = bytes[next - 1] === 0x0d && next > start ? next - 1 : next;
      if (skipSpace(bytes, start, end) < end) yield { start, end };
      start = next + 1;
    }
  }

  /** The top-level values, however they are laid out. A torn last one is included. */
  values(): Generator<ValueSpan> {
    return topLevelValues(this.bytes, this.#start, this.bytes.length);
  }

  /**
   * The records of a `lines` or `values` file. In a `lines` file a line that holds no single value is
   * split into the values on it, and what is no value stays a record of its own, unreadable.
   */
  *records(): Generator<ValueSpan> {
    if (this.layout !== 'lines') {
      yield* this.values();
      return;
    }
    for (const line of this.lines()) {
      const start = skipSpace(this.bytes, line.start, line.end);
      const values = [...topLevelValues(this.bytes, start, line.end)];
      const whole = values.every((value) => !value.torn && isBracket(this.bytes[value.start]));
      if (whole) yield* values;
      else
        yield {
          start,
          end: line.end,
          depth: values.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
          torn: false,
        };
    }
  }

  /** The first `count` records that parse: enough to recognise a format, whatever the file's size. */
  sample(count = 20): unknown[] {
    const found: unknown[] = [];
    let looked = 0;
    for (const span of this.records()) {
      looked += 1;
      if (looked > count * 3 || found.length === count) break;
      // A sample must stay cheap: one huge document is recognised by its members instead.
      if (span.end - span.start > 4_000_000) continue;
      const parsed = this.parse(span);
      if (parsed.ok) found.push(parsed.value);
    }
    return found;
  }

  #findLayout(): Layout {
    const { bytes } = this;
    const start = skipSpace(bytes, this.#start, bytes.length);
    if (start >= bytes.length) return 'empty';
    // A crash of the machine may leave a block of NULs in a log: its other lines are still good.
    if (bytes.subarray(start, start + 4096).includes(0) && !this.#linesParse()) return 'binary';
    if (!isBracket(bytes[start]) && bytes[start] !== 0x22) return this.#oddStart();
    const values = this.values();
    const first = values.next().value;
    if (!first) return 'empty';
    const lineEnd = bytes.indexOf(NEWLINE, first.start);
    const onOneLine = lineEnd < 0 ? !first.torn : first.end <= lineEnd || first.torn;
    const rest = skipSpace(bytes, first.end, bytes.length);
    if (rest >= bytes.length && !(first.torn && lineEnd >= 0 && this.#linesParse()))
      return 'document';
    return onOneLine || this.#linesParse() ? 'lines' : 'values';
  }

  /** The first line may be torn or no JSON at all: lines of JSON after it still make a log. */
  #oddStart(): Layout {
    return this.#linesParse() ? 'lines' : 'text';
  }

  #linesParse(): boolean {
    let looked = 0;
    let good = 0;
    for (const line of this.lines()) {
      looked += 1;
      if (looked > 20) break;
      if (line.end - line.start > 4_000_000 || !isBracket(this.bytes[line.start])) continue;
      if (parseJson(this.text(line)).ok) good += 1;
    }
    return good > 0 && good * 2 >= Math.min(looked, 20);
  }
}

const isBracket = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;
