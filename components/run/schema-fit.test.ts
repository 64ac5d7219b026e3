import { afterEach, expect, it, vi } from 'vitest';
import { checkFit } from './check-fit';
import { type SchemaFit, schemaFit } from './schema-fit';

afterEach(() => {
  vi.useRealTimers();
});

const schema = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'array', items: { type: 'integer' } } },
  required: ['city'],
  additionalProperties: false,
};

it('tells where arguments do not fit, innermost places only', () => {
  expect(schemaFit(schema, { city: 'Bern', days: [1] })).toEqual({ problems: [] });
  const { problems } = schemaFit(schema, { city: 'Bern', days: [1, 'x'] });
  expect(problems).toHaveLength(1);
  expect(problems?.[0]).toMatch(/^days\/1: .*type "string".*"integer"/);
  expect(schemaFit(schema, {}).problems?.[0]).toContain('"city"');
  expect(schemaFit(schema, { city: 1, days: ['a', 'b', 'c', 'd'] }).problems).toHaveLength(3);
});

it('tells nothing by a schema that does not say', () => {
  const odd = [null, 'string', [], { $ref: '#' }, { $ref: '#/nowhere' }];
  for (const one of odd) expect(schemaFit(one, {})).toEqual({ problems: null });
  expect(schemaFit({ properties: { q: { pattern: '(' } } }, { q: 'a' })).toEqual({
    problems: null,
  });
});

function worker() {
  const ended = vi.fn();
  const asked: unknown[] = [];
  const made: Pick<Worker, 'onmessage' | 'onerror' | 'postMessage' | 'terminate'> = {
    ...{ onmessage: null, onerror: null },
    terminate: ended,
    postMessage: (message: unknown) => asked.push(message),
  };
  // What the handlers are called with is not looked at beyond `data`, and `this` never.
  const say = (data: SchemaFit) =>
    made.onmessage?.call(self(), new MessageEvent('message', { data }));
  const self = () => made as unknown as Worker;
  return {
    made,
    ended,
    asked,
    say,
    fail: () => made.onerror?.call(self(), new ErrorEvent('error')),
  };
}

it('hands on what the thread tells, and ends it', async () => {
  const { made, ended, asked, say } = worker();
  const { signal } = new AbortController();
  const fit = checkFit(schema, { city: 1 }, { signal, open: () => made });
  expect(asked).toEqual([{ schema, value: { city: 1 } }]);
  say({ problems: ['city: no'] });
  expect(await fit).toEqual({ problems: ['city: no'] });
  expect(ended).toHaveBeenCalledOnce();
});

it('ends a check that takes too long, or that nobody wants any more', async () => {
  vi.useFakeTimers();
  const slow = worker();
  const late = checkFit({}, {}, { signal: new AbortController().signal, open: () => slow.made });
  await vi.advanceTimersByTimeAsync(1999);
  expect(slow.ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await late).toEqual({ problems: null });
  expect(slow.ended).toHaveBeenCalledOnce();

  const unwanted = worker();
  const abort = new AbortController();
  const left = checkFit({}, {}, { signal: abort.signal, open: () => unwanted.made });
  abort.abort();
  expect(await left).toEqual({ problems: null });
  expect(unwanted.ended).toHaveBeenCalledOnce();
  const never = vi.fn(() => unwanted.made);
  expect(await checkFit({}, {}, { signal: abort.signal, open: never })).toEqual({ problems: null });
  expect(never).not.toHaveBeenCalled();
});
