import { z } from 'zod';
import { excludedSchema } from '@/lib/api/excluded-schema';
import { AppError } from '@/lib/errors';
import { joinQueries } from '@/lib/replay/query/join-queries';
import type { Query } from '@/lib/replay/query/query';
import { readBernstein, readMoment, readQuery } from './read-query';

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

const parameters = z.strictObject({
  q: z.string().optional(),
  filter: z.string().optional(),
  event_type: z.string().optional(),
  agent: z.string().optional(),
  search: z.string().optional(),
  limit: z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .optional(),
  from: seq,
  to: seq,
  after: seq,
  since: z.string().optional(),
  until: z.string().optional(),
  x: excludedSchema.default(''),
  messages: z.enum(['0', '1']).optional(),
  side: z.enum(['before', 'after']).default('after'),
  format: z.enum(['ndjson', 'json']).optional(),
});

/** Which events are asked for, and how they are told. */
export interface EventsRequest {
  query: Query;
  /** First seq, and the one after the last. */
  from: number;
  end: number;
  /** Events that are left out, for `is:excluded`: `12,15-18`. */
  x: string;
  /** As Bernstein's: the first so many, none, or all but the last so many; null: all. */
  limit: number | null;
  /** Messages to tell along: what the event added, or what it was newly sent. */
  messages: 'before' | 'after' | null;
  format: 'ndjson' | 'json';
}

/** Reads the address and Accept of a request. An empty parameter is none. Throws AppError `bad_request`. */
export function eventsRequest(url: URL, accept: string | null): EventsRequest {
  const entries = [...url.searchParams].filter(([, value]) => value !== '');
  const twice = entries.find(([key], at) => entries.findIndex(([other]) => other === key) < at);
  if (twice) throw new AppError('bad_request', `${twice[0]} is given more than once.`);
  const read = parameters.safeParse(Object.fromEntries(entries));
  if (!read.success) throw unreadable(read.error);
  const given = read.data;
  const { filter, event_type: eventType, agent, search } = given;
  const query = joinQueries([
    readQuery(given.q ?? ''),
    readBernstein({ filter, eventType, agent, search }),
    ...(given.since === undefined ? [] : [readMoment('since', '>=', given.since)]),
    ...(given.until === undefined ? [] : [readMoment('until', '<=', given.until)]),
  ]);
  const wantsJson = /\bapplication\/json\b/.test(accept ?? '') && !/ndjson/.test(accept ?? '');
  return {
    query,
    from: Math.max(given.from ?? 0, given.after === undefined ? 0 : given.after + 1),
    end: given.to === undefined ? Number.POSITIVE_INFINITY : given.to + 1,
    x: given.x,
    limit: given.limit ?? null,
    messages: given.messages === '1' ? given.side : null,
    format: given.format ?? (wantsJson ? 'json' : 'ndjson'),
  };
}

function unreadable({ issues: [issue] }: z.ZodError): AppError {
  if (issue?.code === 'unrecognized_keys') {
    const known = Object.keys(parameters.shape).join(', ');
    return new AppError('bad_request', `There is no parameter ${issue.keys.join(', ')}.`, {
      hint: `Parameters: ${known}.`,
    });
  }
  return new AppError('bad_request', `${issue?.path.join('.')}: ${issue?.message}`);
}
