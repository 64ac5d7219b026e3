import type { Event } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord, rowName } from '../event-words';
import { cost, duration, exactNumber } from '../format-number';
import { clockTime } from '../format-time';
import { plainLine } from '../plain-line';
import { provenanceWords } from '../provenance-words';

/** Plain facts of an event, in words; what is not recorded is not among them. */
export function eventFacts(
  row: OutlineRow,
  event: Event,
  lane: string,
): [word: string, text: string][] {
  const tokens = (value: number | null | undefined): string | null =>
    value === null || value === undefined ? null : `${exactNumber(value)} tokens`;
  const call = event.kind === 'model-call' ? event : null;
  const callId = event.kind === 'tool-call' || event.kind === 'tool-result' ? event.callId : null;
  const provenance = event.kind === 'tool-result' ? event.provenance : undefined;
  const facts: [string, string | null][] = [
    ['Kind', kindWord[row.kind]],
    ['Type', plainLine(event.type)],
    ['Name', row.name === null ? null : rowName(row)],
    ['Model', call?.model ?? null],
    ['Lane', lane],
    ['Started', event.startedAt === null ? null : clockTime(event.startedAt)],
    ['Took', event.durationMs === null ? null : duration(event.durationMs)],
    ['Input', tokens(call?.usage?.input)],
    ['Output', tokens(call?.usage?.output)],
    ['Read from cache', tokens(call?.usage?.cacheRead)],
    ['Written to cache', tokens(call?.usage?.cacheWrite)],
    ['Reasoning', tokens(call?.usage?.reasoning)],
    ['Cost', row.costUsd === null ? null : cost(row.costUsd)],
    ['Finish', call?.finishReason ?? null],
    ['Call id', callId],
    ['Answered by', provenance ? provenanceWords(provenance) : null],
    ['State', event.unfinished ? 'unfinished' : null],
  ];
  return facts.flatMap(([word, text]) => (text === null ? [] : [[word, text]]));
}
