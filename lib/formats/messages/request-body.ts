import { elementSpans, memberSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

/** Where a value holds the messages of a conversation, and what stands beside them. */
export interface RequestBody {
  /** Names of the members of the value itself. */
  own: ReadonlySet<string>;
  messages: ValueSpan[];
  /** All members but the messages; those of a request that is wrapped beside those of its wrapper. */
  envelope: Map<string, ValueSpan>;
  response: ValueSpan | undefined;
}

const ARRAY = 0x5b;
const OBJECT = 0x7b;
/** What logs of proxies and frameworks call a request that they wrap, and its answer. */
const requestNames = [
  'request',
  'body',
  'request_body',
  'input',
  'inputs',
  'kwargs',
  'params',
].concat(['payload', 'data']);
const responseNames = ['response', 'response_body', 'output', 'outputs', 'completion', 'result'];

/** Members by key; the last of several equal keys wins, as it does in a parser. */
const membersOf = (file: SourceFile, value: ValueSpan): Map<string, ValueSpan> =>
  new Map([...memberSpans(file.bytes, value)].map((member) => [member.key, member.value]));

const heldBy = (file: SourceFile, members: Map<string, ValueSpan>): ValueSpan | undefined => {
  const held = members.get('messages');
  return held && file.bytes[held.start] === ARRAY ? held : undefined;
};

/** A request body, alone or wrapped beside its response; undefined where the value holds no messages. */
export function requestBody(file: SourceFile, value: ValueSpan): RequestBody | undefined {
  if (file.bytes[value.start] !== OBJECT) return undefined;
  const members = membersOf(file, value);
  // A message may hold what it likes.
  if (members.has('role')) return undefined;
  let envelope = new Map(members);
  let held = heldBy(file, members);
  for (const name of held ? [] : requestNames) {
    const wrapped = unwrapped(file, members.get(name));
    held = wrapped && heldBy(file, wrapped);
    if (!wrapped || !held) continue;
    // A request that is taken apart is no member of its own.
    envelope = new Map([...wrapped, ...members]);
    envelope.delete(name);
    break;
  }
  // A line of a batch's results names its request by an id only.
  if (!held && !(members.has('custom_id') && members.has('response'))) return undefined;
  envelope.delete('messages');
  return {
    own: new Set(members.keys()),
    messages: held ? [...elementSpans(file.bytes, held)] : [],
    envelope,
    response: responseOf(file, members),
  };
}

/** The members of a request: HTTP logs have its body one level further down. */
function unwrapped(
  file: SourceFile,
  request: ValueSpan | undefined,
): Map<string, ValueSpan> | undefined {
  if (!request) return undefined;
  const members = membersOf(file, request);
  const body = members.get('body');
  return body && !members.has('messages') ? membersOf(file, body) : members;
}

function responseOf(file: SourceFile, members: Map<string, ValueSpan>): ValueSpan | undefined {
  const name = responseNames.find((key) => members.has(key));
  const found = name === undefined ? undefined : members.get(name);
  return found && (membersOf(file, found).get('body') ?? found);
}
