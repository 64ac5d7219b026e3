import type { Confidence, Source } from '../format';
import { elementSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { isCompletion, isMessage } from './message-list';
import { requestBody } from './request-body';

const ARRAY = 0x5b;
const looked = 20;
const largest = 4_000_000;
/** Members of a request body that only model APIs have together. */
const requestKeys = new Set(
  'messages model system tools functions tool_choice temperature top_p top_k max_tokens max_completion_tokens stop stop_sequences seed stream response_format metadata parallel_tool_calls reasoning_effort thinking response'.split(
    ' ',
  ),
);

/** A general shape, so never more than `likely`: many formats have messages inside. */
export function sniffMessages({ files }: Source): Confidence {
  if (files.length === 0) return 'no';
  const found = files.map(sniffFile);
  if (found.includes('no')) return 'no';
  return found.every((word) => word === 'likely') ? 'likely' : 'maybe';
}

function sniffFile(file: SourceFile): Confidence {
  let good = 0;
  let seen = 0;
  let tried = 0;
  let requests = 0;
  for (const span of firstMessages(file)) {
    if (span === 'request') {
      requests += 1;
      continue;
    }
    tried += 1;
    if (tried > looked) break;
    const parsed = span.end - span.start > largest ? null : file.parse(span);
    // A torn line says nothing about its format.
    if (!parsed?.ok) continue;
    seen += 1;
    if (isMessage(parsed.value) || isCompletion(parsed.value)) good += 1;
  }
  if (good === 0 || good * 4 < seen * 3) return 'no';
  return requests > 0 ? 'likely' : 'maybe';
}

/** The first messages of a file, and `request` for each request body among what holds them. */
function* firstMessages(file: SourceFile): Generator<ValueSpan | 'request'> {
  for (const value of file.records()) {
    const isList = file.bytes[value.start] === ARRAY;
    for (const element of isList ? elementSpans(file.bytes, value) : [value]) {
      if (isList && file.bytes[element.start] === ARRAY) {
        yield* elementSpans(file.bytes, element);
        continue;
      }
      const body = requestBody(file, element);
      if (!body) {
        yield element;
        continue;
      }
      const { own } = body;
      if (own.has('model') && [...own].every((key) => requestKeys.has(key))) yield 'request';
      if (body.messages.length > 0) yield* body.messages;
      else if (body.response) yield body.response;
    }
  }
}
