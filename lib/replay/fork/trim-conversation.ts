import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Message } from '@/lib/trace/message';
import { lastUserTurn } from './apply-edits';
import { checkCalls } from './fork-problems';
import { pairCalls } from './pair-calls';
import { shortenedResults } from './shorten-results';

export interface TrimChoice {
  label: string;
  /** What it takes away, in a sentence. */
  detail: string;
  edits: ForkEdit[];
  /** Estimated, of the whole prompt. */
  tokensAfter: number;
}

export interface TrimOptions {
  /** Of each message. */
  tokens: readonly number[];
  /** What no choice touches: system prompt, tools. */
  fixedTokens: number;
  /** To come down to. */
  target: number;
  /** Of one choice. */
  maxEdits?: number;
}

/** A message otherwise, or gone, and how many tokens that saves. */
interface Cut {
  index: number;
  message: Message | null;
  saves: number;
}

/**
 * Ways to make a conversation shorter, the mildest first; each takes no more than it needs to, and those that
 * save nothing are left out. None takes a system message, the first or the last user turn, a call that waits,
 * or the newest step, and calls keep their results: what was sound stays sound.
 */
export function trimConversation(
  messages: readonly Message[],
  { tokens, fixedTokens, target, maxEdits = 500 }: TrimOptions,
): TrimChoice[] {
  const now = tokens.reduce((sum, count) => sum + count, fixedTokens);
  const steps = stepsOf(messages);
  const newest = steps.at(-1)?.[0] ?? messages.length;
  const counts = (index: number) => tokens[index] ?? 0;
  const choice = (
    label: string,
    groups: readonly (readonly Cut[])[],
    detail: (cuts: readonly Cut[]) => string,
  ): TrimChoice[] => {
    const { cuts, left } = enough(groups, now, target, maxEdits);
    const edits = cuts.map(editOf);
    return left < now ? [{ label, detail: detail(cuts), edits, tokensAfter: left }] : [];
  };
  return [
    ...choice('Shorten the largest tool results', longestResults(messages, counts), (cuts) =>
      said(cuts.length, 'message keeps', 'messages keep', 'the beginning and end of its results.'),
    ),
    ...choice('Drop reasoning', reasoning(messages, counts, newest), (cuts) =>
      said(cuts.length, 'message loses', 'messages lose', 'what was thought, oldest first.'),
    ),
    ...choice('Drop the oldest turns', oldest(messages, counts, steps), (cuts) =>
      said(cuts.length, 'message goes', 'messages go', 'calls together with their results.'),
    ),
  ];
}

const said = (count: number, one: string, many: string, rest: string): string =>
  `${count} ${count === 1 ? one : many} ${count === 1 ? rest : rest.replace(' its ', ' their ')}`;

const editOf = ({ index, message }: Cut): ForkEdit =>
  message ? { type: 'message', index, message } : { type: 'remove-message', index };

/** As many groups, whole ones, as bring it down to the target. */
function enough(
  groups: readonly (readonly Cut[])[],
  now: number,
  target: number,
  maxEdits: number,
): { cuts: Cut[]; left: number } {
  const cuts: Cut[] = [];
  let left = now;
  for (const group of groups) {
    if (left <= target || cuts.length + group.length > maxEdits) break;
    cuts.push(...group);
    for (const { saves } of group) left -= saves;
  }
  return { cuts, left };
}

/** `[start, end)` of what stands alone: a message, or calls and all that goes on until they are answered. */
function stepsOf(messages: readonly Message[]): [start: number, end: number][] {
  const lastResult = new Map<number, number>();
  for (const { message, result } of pairCalls(messages).calls) {
    const end = result?.message ?? message;
    lastResult.set(message, Math.max(end, lastResult.get(message) ?? 0));
  }
  const steps: [number, number][] = [];
  let start = 0;
  let until = 0;
  messages.forEach((_, at) => {
    until = Math.max(until, at, lastResult.get(at) ?? 0);
    if (until > at) return;
    steps.push([start, at + 1]);
    start = at + 1;
  });
  return steps;
}

type Counts = (index: number) => number;

const longestResults = (messages: readonly Message[], counts: Counts): Cut[][] =>
  messages
    .flatMap((before, index): Cut[] => {
      const shortened = shortenedResults(before);
      if (!shortened) return [];
      return [
        { index, message: shortened.message, saves: Math.floor(counts(index) * shortened.part) },
      ];
    })
    .sort((a, b) => b.saves - a.saves || a.index - b.index)
    .map((cut) => [cut]);

const reasoning = (messages: readonly Message[], counts: Counts, newest: number): Cut[][] =>
  messages.slice(0, newest).flatMap((message, index): Cut[][] => {
    const parts = message.parts.filter(({ type }) => type !== 'reasoning');
    if (parts.length === message.parts.length || parts.length === 0) return [];
    const share = 1 - sizeOf(parts) / Math.max(1, sizeOf(message.parts));
    return [[{ index, message: { ...message, parts }, saves: Math.floor(counts(index) * share) }]];
  });

function oldest(
  messages: readonly Message[],
  counts: Counts,
  steps: readonly [number, number][],
): Cut[][] {
  const asked = lastUserTurn(messages);
  const first = firstUserTurn(messages);
  const { calls } = pairCalls(messages);
  const open = new Set(calls.flatMap(({ result, message }) => (result ? [] : [message])));
  const pending = new Set(pendingIn(messages));
  const stays = (index: number) =>
    messages[index]?.role === 'system' ||
    (first !== null && index >= first.start && index < first.end) ||
    (asked !== null && index >= asked.start && index < asked.end) ||
    pending.has(index);
  const groups: Cut[][] = [];
  for (const [start, end] of steps.slice(0, -1)) {
    const indices = Array.from({ length: end - start }, (_, at) => start + at);
    if (!indices.some(stays)) {
      groups.push(indices.map((index) => ({ index, message: null, saves: counts(index) })));
    } else if (indices.some((index) => open.has(index))) {
      // Without what follows, a call that nobody answered would seem to wait.
      break;
    }
  }
  return groups;
}

const pendingIn = (messages: readonly Message[]): number[] =>
  checkCalls(messages.map((message, from) => ({ message, from, changed: false }))).pending.map(
    ({ index }) => index,
  );

function firstUserTurn(messages: readonly Message[]): { start: number; end: number } | null {
  const end = messages.findIndex(
    ({ role, parts }, at) =>
      role === 'user' &&
      parts.every(({ type }) => type !== 'tool-result') &&
      messages[at + 1]?.role !== 'user',
  );
  return end < 0 ? null : lastUserTurn(messages.slice(0, end + 1));
}

const sizeOf = (parts: Message['parts']): number => JSON.stringify(parts).length;
