import type { Edit } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { Note } from '@/lib/trace/trace';
import type { CollectedTrace } from './collect';

/** Characters that a reviewer could not see, or that would reorder what he sees, are spelt out. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const plain = (text: string): string =>
  text.replace(unseen, (char) =>
    char === '\n' ? '⏎' : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );

function cut(text: string, limit = 110): string {
  const chars = [...plain(text)];
  return chars.length <= limit
    ? chars.join('')
    : `${chars.slice(0, limit).join('')}… (${text.length})`;
}

const json = (value: Json | undefined): string => cut(JSON.stringify(value) ?? '–');

function partLine(part: Part): string {
  switch (part.type) {
    case 'text':
      return `“${cut(part.text)}”`;
    case 'reasoning':
      return `(thinks “${cut(part.text)}”${part.redacted ? ', redacted' : ''})`;
    case 'tool-call':
      return `${cut(part.tool)}[${cut(part.callId ?? '–')}] ${json(part.input)}${part.malformed ? ' malformed' : ''}`;
    case 'tool-result':
      return `[${cut(part.callId ?? '–')}]${part.isError ? ' error' : ''} → ${json(part.output)}`;
    case 'media':
      return `<${cut(part.mediaType)} ${part.blob ? `${part.blob.bytes} bytes` : cut(part.url ?? '–')}>`;
    case 'unknown':
      return `? ${json(part.value)}`;
  }
}

const messageLine = ({ role, name, parts }: Message): string =>
  `${role}${name === undefined ? '' : ` (${cut(name)})`} ${parts.map(partLine).join(' ')}`;

const editWords = (word: string, edit: Edit, fidelity: string | null): string => {
  const added = edit.append.map(([start, end]) =>
    end - start === 1 ? start : `${start}–${end - 1}`,
  );
  const base = edit.base === null ? '' : ` of #${edit.base}`;
  const echoes = edit.echoes
    ? ` echoes ${edit.echoes.map((echo) => echo.join('→')).join(' ')}`
    : '';
  return `${word} ${edit.keep}${base}${added.length > 0 ? ` + ${added.join(' ')}` : ''}${echoes}${fidelity ? ` ${fidelity}` : ''}`;
};

function own(event: Event): string {
  switch (event.kind) {
    case 'message':
      return event.role;
    case 'model-call': {
      const { usage } = event;
      const tokens = usage ? ` ${usage.input ?? '–'}→${usage.output ?? '–'} tokens` : '';
      return `${event.model ?? ''}${tokens}${event.costUsd === null ? '' : ` $${event.costUsd}`}${event.finishReason ? ` (${event.finishReason})` : ''}`;
    }
    case 'tool-call':
      return `${cut(event.tool)}[${cut(event.callId ?? '–')}] ${json(event.input)}`;
    case 'tool-result':
      return `${cut(event.tool ?? '–')}[${cut(event.callId ?? '–')}] answers ${event.call === null ? 'nothing' : `#${event.call}`}`;
    case 'log':
      return `“${cut(event.text)}”${event.value === undefined ? '' : ` ${json(event.value)}`}`;
    case 'handoff':
      return `${cut(event.from ?? '–')} → ${cut(event.to ?? '–')}`;
    case 'state':
      return json(event.operations.map(({ key, value }) => [key, value ?? null]));
    case 'edit':
      return json(event.edits.map(({ type }) => type));
    case 'compaction':
      return event.tokensBefore === undefined ? '' : `from ${event.tokensBefore} tokens`;
    case 'unreadable':
      return cut(event.reason);
    default:
      return event.value === undefined ? '' : json(event.value);
  }
}

function* eventLines(event: Event, trace: CollectedTrace): Generator<string> {
  const at = [
    event.parent === null ? '' : `in #${event.parent}`,
    event.name === null ? '' : `“${cut(event.name)}”`,
    event.unfinished ? 'unfinished' : '',
    event.startedAt === null ? '' : `t=${event.startedAt}`,
    event.durationMs === null ? '' : `${Math.round(event.durationMs)} ms`,
    event.setup === null ? '' : `setup ${[...trace.setups.keys()].indexOf(event.setup)}`,
  ].filter((word) => word !== '');
  const kind = event.type === event.kind ? event.kind : `${event.kind} ${cut(event.type)}`;
  const words = [
    `#${event.seq}`,
    event.lane === 'main' ? '' : `<${cut(event.lane)}>`,
    kind,
    own(event),
    ...at,
  ];
  yield words.filter((word) => word !== '').join(' ');
  if (event.error)
    yield `    ! ${cut(event.error.message)} (${cut(event.error.source)}${event.error.type ? `, ${cut(event.error.type)}` : ''})`;
  if (event.saw) yield `    ${editWords('saw', event.saw, event.sawFidelity)}`;
  if (event.said) yield `    ${editWords('said', event.said, event.saidFidelity)}`;
  if (event.extra !== undefined) yield `    extra ${json(event.extra)}`;
  yield `    records ${event.records.map(([file, start, end]) => `${file}:${start}-${end}`).join(' ') || '–'}`;
}

const noteLine = ({ severity, code, message, records }: Note): string =>
  `note ${severity} ${code}: ${cut(message, 200)} [${records.length}]`;

/** A trace as text to read in a review: what was read, without hashes. */
export function* dumpTrace(trace: CollectedTrace): Generator<string> {
  const { header } = trace;
  const { totals } = header;
  yield `== ${cut(trace.key)}: ${cut(header.name)}`;
  yield `${header.format} · ${header.sourceId === null ? 'no id' : cut(header.sourceId)} · ${header.outcome} · time ${header.timeQuality}`;
  if (header.forkSeq !== null) yield `branch of ${trace.parentKey} after #${header.forkSeq}`;
  yield `${totals.events} events, ${totals.messages} messages, ${totals.errors} errors, ${totals.inputTokens ?? '–'}→${totals.outputTokens ?? '–'} tokens, ${totals.models.map((model) => cut(model)).join(' ') || 'no model'}`;
  for (const { id, name, parent } of header.lanes)
    yield `lane ${cut(id)}${name === id ? '' : ` “${cut(name)}”`}${parent === null ? '' : ` in ${cut(parent)}`}`;
  if (header.origin) yield `origin ${cut(JSON.stringify(header.origin), 300)}`;
  if (header.extra !== undefined) yield `extra ${cut(JSON.stringify(header.extra) ?? '', 300)}`;
  for (const note of trace.notes) yield noteLine(note);
  if (trace.setups.size > 0) yield '-- setups';
  let at = 0;
  for (const setup of trace.setups.values()) {
    yield `${at} ${setup.model ?? '–'} · ${setup.tools === null ? 'tools unknown' : `tools ${setup.tools.map(({ name }) => cut(name)).join(' ')}`} · ${setup.parameters === null ? '–' : json(setup.parameters)}`;
    if (setup.system) yield `  system ${setup.system.map(partLine).join(' ')}`;
    at += 1;
  }
  yield '-- messages';
  for (const { position, message } of trace.messages.slice(trace.borrowed.messages))
    yield `${position} ${messageLine(message)}`;
  yield '-- events';
  for (const event of trace.events.slice(trace.borrowed.events)) yield* eventLines(event, trace);
}
