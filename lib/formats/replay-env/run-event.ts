import type { TraceBuilder } from '@/lib/trace/builder';
import type { EventError, RecordRef } from '@/lib/trace/event';
import { field, type Json, type JsonObject, numberField, textField } from '@/lib/trace/json';
import { cutMark } from './cut-text';
import { instantOf } from './document';

const lane = 'main';
const taken = new Set(
  'kind name command url success status durationMs stdout stderr at'.split(' '),
);

/** Why a step failed, in the words of the trace; null where it did not, or where it does not say. */
function failureOf(value: JsonObject): EventError | null {
  if (field(value, 'success') !== false) return null;
  const source = 'success';
  const told = textField(value, 'error');
  if (told !== undefined) return { message: told, source };
  const status = field(value, 'status');
  const expected = numberField(value, 'expectStatus');
  if (expected !== undefined)
    return { message: `answered ${status ?? 'nothing'}, expected ${expected}`, source };
  if (typeof status === 'number') return { message: `exit status ${status}`, source };
  const late = /(?:^|\n)(command timed out after .*)$/.exec(textField(value, 'stderr') ?? '');
  return late?.[1] === undefined
    ? { message: 'failed', source }
    : { message: late[1], source, type: 'timeout' };
}

function noteCuts(value: JsonObject, name: string, record: RecordRef, builder: TraceBuilder): void {
  for (const stream of ['stdout', 'stderr']) {
    const found = cutMark(textField(value, stream) ?? '');
    if (found === null) continue;
    const words = {
      cut: 'was cut by replay-env after 16,384 characters: the rest is lost.',
      whole:
        'is marked as truncated and is whole: replay-env counts bytes, and cuts by characters.',
      unsure:
        'is marked as truncated: it holds 16,384 characters in more bytes, so it may be cut or whole.',
    };
    builder.note({
      ...{ severity: found === 'whole' ? 'info' : 'warning', code: 'output-cut' },
      ...{ message: `${stream} of ${name} ${words[found]}`, records: [record] },
    });
  }
}

const present = (value: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(
    keys.flatMap((key) => (Object.hasOwn(value, key) ? [[key, value[key] ?? null]] : [])),
  );

function rest(value: JsonObject, without: ReadonlySet<string>): JsonObject | undefined {
  const left = Object.entries(value).filter(([key]) => !without.has(key));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** Tells one step of a run: a command or probe as call and result, what goes on beside them as a span. */
export function tellRunEvent(value: JsonObject, record: RecordRef, builder: TraceBuilder): void {
  const type = textField(value, 'kind') ?? 'step';
  const name = textField(value, 'name') ?? type;
  const durationMs = Math.max(0, numberField(value, 'durationMs') ?? 0);
  const timed = numberField(value, 'durationMs') !== undefined;
  // `at` is when the step was over.
  const endedAt = instantOf(value, 'at');
  const startedAt = endedAt === null ? null : endedAt - durationMs;
  const error = failureOf(value);
  const base = { type, lane, name, records: [record], durationMs: timed ? durationMs : null };
  noteCuts(value, name, record, builder);
  if (type !== 'command' && type !== 'probe') {
    const own = rest(value, new Set(['kind', 'name', 'at', 'durationMs']));
    builder.add({
      ...{ ...base, kind: 'span', startedAt, error },
      // A start and its stop bear one name: the list must tell them apart.
      name: name === type ? type : `${type} ${name}`,
      ...(own ? { value: own } : {}),
    });
    return;
  }
  const probe = type === 'probe';
  const tool = probe ? `${textField(value, 'probeKind') ?? 'http'}-probe` : 'command';
  const asked = probe ? ['url', 'command', 'expectStatus'] : ['command'];
  const { seq } = builder.add({
    ...{ ...base, kind: 'tool-call', startedAt, callId: null, tool },
    ...{ input: present(value, asked), unfinished: false },
  });
  const output: Json = present(value, ['success', 'status', 'stdout', 'stderr', 'error']);
  const extra = rest(value, new Set([...taken, ...asked, 'probeKind', 'error']));
  builder.add({
    ...{ ...base, kind: 'tool-result', startedAt: endedAt, durationMs: null, callId: null, tool },
    ...{ call: seq, error },
    says: [
      {
        role: 'tool',
        parts: [
          {
            ...{ type: 'tool-result', callId: null, tool, output },
            ...(error ? { isError: true } : {}),
          },
        ],
      },
    ],
    ...(extra ? { extra } : {}),
  });
}
