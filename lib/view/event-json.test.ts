import { expect, it } from 'vitest';
import type { Event } from '@/lib/trace/event';
import { eventJson } from './event-json';

const event: Event = {
  ...{ seq: 7, kind: 'tool-call', type: 'tool_use', lane: 'main', parent: 3, name: 'search' },
  ...{ callId: 'c1', tool: 'search', input: { q: 'a' }, startedAt: 1, durationMs: 2 },
  ...{ records: [[0, 1, 2]], setup: null, saw: null, said: { base: 1, keep: 1, append: [[2, 3]] } },
  ...{ sawFidelity: null, saidFidelity: 'exact', error: null, unfinished: false },
  ...{ hash: 'h', summary: 's' },
};

it('holds what an event says, and nothing of where and when', () => {
  expect(eventJson(event, [])).toEqual({
    ...{ kind: 'tool-call', type: 'tool_use', lane: 'main', name: 'search', callId: 'c1' },
    ...{ tool: 'search', input: { q: 'a' }, durationMs: 2, error: null, unfinished: false },
  });
});

it('reads texts that spell JSON in its messages', () => {
  const said = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: '{"a":1}' }] }];
  expect(eventJson(event, said)).toMatchObject({
    messages: [{ role: 'user', parts: [{ type: 'text', text: { a: 1 } }] }],
  });
});
