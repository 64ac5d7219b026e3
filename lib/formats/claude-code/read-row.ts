import type { RecordRef } from '@/lib/trace/event';
import { field, isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import type { Call, Row, RowKind } from './row';
import { firstText, userWord } from './user-word';

/** Prompts are compared by their beginning only: enough to tell two tasks apart. */
const promptLength = 2000;
const none: readonly never[] = [];

const blank = (ref: RecordRef, kind: RowKind, word: string): Row => ({
  ref,
  order: 0,
  kind,
  word,
  uuid: null,
  parent: null,
  session: null,
  agent: null,
  side: false,
  inner: false,
  time: null,
  messageId: null,
  calls: none,
  results: none,
  served: none,
  human: false,
  about: null,
  spawned: null,
  text: null,
  leaf: null,
  titles: null,
  clears: false,
  copies: [],
});

export const unreadableRow = (ref: RecordRef, reason: string): Row => ({
  ...blank(ref, 'unreadable', 'unreadable'),
  text: reason,
});

/** The message-bearing object of a row: the row itself, or the sub-agent's row that a progress row wraps. */
export function bearerOf(value: Json): JsonObject | null {
  if (!isObject(value)) return null;
  const data = field(value, 'data');
  if (textField(data, 'type') !== 'agent_progress') return value;
  const inner = field(data, 'message');
  return isObject(inner) && isObject(field(inner, 'message')) ? inner : value;
}

/** Light fields of one record. */
export function readRow(ref: RecordRef, value: Json): Row {
  const bearer = bearerOf(value);
  if (!bearer || !isObject(value)) return unreadableRow(ref, 'a JSON value, but no object');
  const inner = bearer !== value;
  const type = textField(bearer, 'type') ?? '(no type)';
  const row = readByType(ref, type, bearer);
  row.uuid = text(bearer, 'uuid');
  row.parent = text(value, 'parentUuid') ?? text(value, 'logicalParentUuid');
  row.session = text(value, 'sessionId');
  row.side = field(value, 'isSidechain') === true || inner;
  row.inner = inner;
  row.agent = inner ? text(field(value, 'data'), 'agentId') : text(value, 'agentId');
  row.time = timeOf(bearer) ?? timeOf(value);
  row.titles = type === 'summary' ? text(value, 'leafUuid') : null;
  row.leaf = type === 'last-prompt' ? text(value, 'leafUuid') : null;
  if (inner) row.about = text(value, 'parentToolUseID');
  return row;
}

function readByType(ref: RecordRef, type: string, row: JsonObject): Row {
  const message = field(row, 'message');
  if (type === 'assistant' && isObject(message)) return readAssistant(ref, row, message);
  if (type === 'user' && isObject(message)) return readUser(ref, row, message);
  switch (type) {
    case 'system':
      return readSystem(ref, row);
    case 'attachment':
      return readAttachment(ref, row);
    case 'progress': {
      const word = `progress/${textField(field(row, 'data'), 'type') ?? '?'}`;
      const about = text(row, 'parentToolUseID') ?? text(row, 'toolUseID');
      return { ...blank(ref, 'noise', word), about };
    }
    case 'summary':
      return { ...blank(ref, 'noise', type), text: text(row, 'summary') };
    case 'custom-title':
      return { ...blank(ref, 'noise', type), text: text(row, 'customTitle') };
    case 'ai-title':
      return { ...blank(ref, 'noise', type), text: text(row, 'aiTitle') };
    default:
      return blank(ref, quiet.has(type) ? 'noise' : 'log', type);
  }
}

/** Rows that only keep the program's own books. */
const quiet = new Set([
  'file-history-snapshot',
  'queue-operation',
  'mode',
  'permission-mode',
  'last-prompt',
  'worktree-state',
  'agent-name',
  'agent-color',
  'agent-setting',
  'pr-link',
  'tag',
  'content-replacement',
  'started',
]);

function readAssistant(ref: RecordRef, row: JsonObject, message: JsonObject): Row {
  if (field(row, 'isApiErrorMessage') === true) return blank(ref, 'failure', 'assistant/api_error');
  const answered = new Set<string>();
  const calls: Call[] = [];
  for (const block of withCallIds(blocksOf(message), row)) {
    const type = textField(block, 'type') ?? '';
    const id = text(block, 'id');
    const answers = text(block, 'tool_use_id');
    if (type.endsWith('tool_use') && id !== null) calls.push(readCall(id, field(block, 'input')));
    else if (type.endsWith('tool_result') && answers !== null) answered.add(answers);
  }
  return {
    ...blank(ref, 'assistant', 'assistant'),
    messageId: text(message, 'id'),
    calls: calls.filter(({ id }) => !answered.has(id)),
    served: [...answered],
  };
}

/** Gives a call without an id one of its own, the same at each reading: a call that nothing names cannot be answered. */
export const withCallIds = (blocks: readonly Json[], row: Json): Json[] =>
  blocks.map((block, at) =>
    isObject(block) &&
    textField(block, 'type')?.endsWith('tool_use') &&
    textField(block, 'id') === undefined
      ? { ...block, id: `no-id-${textField(row, 'uuid') ?? ''}-${at}` }
      : block,
  );

function readCall(id: string, input: Json | undefined): Call {
  return {
    id,
    prompt: text(input, 'prompt')?.slice(0, promptLength) ?? null,
    title: text(input, 'description') ?? text(input, 'subagent_type'),
  };
}

function readUser(ref: RecordRef, row: JsonObject, message: JsonObject): Row {
  const content = field(message, 'content');
  const results = blocksOf(message).flatMap((block) =>
    (textField(block, 'type') ?? '').endsWith('tool_result')
      ? [text(block, 'tool_use_id') ?? '']
      : [],
  );
  if (results.length > 0) {
    const told = field(row, 'toolUseResult');
    const agent = text(told, 'agentId');
    const later = field(told, 'isAsync') === true || text(told, 'status') === 'async_launched';
    const spawned = agent === null ? null : { agent, later };
    return { ...blank(ref, 'user', 'user/results'), results, spawned };
  }
  if (field(row, 'isCompactSummary') === true) return blank(ref, 'summary', 'user/compact_summary');
  const said = firstText(content);
  const word = userWord(row, said);
  if (field(row, 'isVisibleInTranscriptOnly') === true)
    return blank(ref, 'log', 'user/transcript_only');
  return {
    ...blank(ref, 'user', word),
    human: word === 'user',
    text: word === 'user' ? said.slice(0, promptLength) : null,
    clears: word === 'user/command' && /<command-name>\/clear<\/command-name>/.test(said),
  };
}

function readSystem(ref: RecordRef, row: JsonObject): Row {
  const subtype = textField(row, 'subtype');
  const word = subtype === undefined ? 'system' : `system/${subtype}`;
  switch (subtype) {
    case 'compact_boundary':
      return blank(ref, 'boundary', word);
    case 'microcompact_boundary':
      return blank(ref, 'thinned', word);
    case 'api_error':
      return blank(ref, 'retry', word);
    case 'turn_duration':
    case 'file_snapshot':
      return blank(ref, 'noise', word);
    case 'stop_hook_summary': {
      const errors = field(row, 'hookErrors');
      const stopped = field(row, 'preventedContinuation') === true;
      const told = stopped || (Array.isArray(errors) && errors.length > 0);
      return blank(ref, told ? 'log' : 'noise', word);
    }
    default:
      return blank(ref, isObject(field(row, 'message')) ? 'user' : 'log', word);
  }
}

/** Most attachments are reminders whose words are not logged; a queued command is what a person typed. */
function readAttachment(ref: RecordRef, row: JsonObject): Row {
  const attachment = field(row, 'attachment');
  const type = textField(attachment, 'type') ?? '?';
  const word = `attachment/${type}`;
  const prompt = firstText(field(attachment, 'prompt'));
  if (type !== 'queued_command' || prompt === '') return blank(ref, 'noise', word);
  const human = textField(attachment, 'commandMode') !== 'task-notification';
  return { ...blank(ref, 'user', word), human, text: prompt.slice(0, promptLength) };
}

function blocksOf(message: JsonObject): Json[] {
  const content = field(message, 'content');
  return Array.isArray(content) ? content : [];
}

const text = (value: unknown, key: string): string | null => textField(value, key) ?? null;

/** Milliseconds since the epoch. null where the row has no time, or none that can be read. */
function timeOf(value: JsonObject): number | null {
  const stamp = field(value, 'timestamp');
  if (typeof stamp === 'number' && Number.isFinite(stamp)) return stamp;
  const time = typeof stamp === 'string' ? Date.parse(stamp) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
