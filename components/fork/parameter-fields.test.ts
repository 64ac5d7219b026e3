import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import { type ParameterName, parameterOf, withParameter } from './parameter-fields';

it('keeps the spelling, the place and the rest', () => {
  const recorded = { stream: true, max_completion_tokens: 100, temperature: 1 };
  const changed = withParameter(recorded, 'maxTokens', 200, recorded);
  expect(JSON.stringify(changed)).toBe(
    '{"stream":true,"max_completion_tokens":200,"temperature":1}',
  );
  expect(withParameter(changed, 'maxTokens', 100, recorded)).toEqual(recorded);
  expect(withParameter(recorded, 'seed', 7, recorded)).toEqual({ ...recorded, seed: 7 });
  expect(withParameter(recorded, 'temperature', null, recorded)).toEqual({
    ...{ stream: true, max_completion_tokens: 100 },
  });
});

it('is nothing again where nothing was recorded', () => {
  const one = withParameter(null, 'temperature', 0, null);
  expect(one).toEqual({ temperature: 0 });
  expect(withParameter(one, 'temperature', null, null)).toBeNull();
});

it('reads what it wrote and touches no other key', () => {
  const names: ParameterName[] = ['temperature', 'maxTokens', 'seed'];
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...names), fc.integer(), (before, name, value) => {
      // What jsonValue makes is JSON.
      const after = withParameter(before as Json, name, value, null);
      expect(parameterOf(after, name)).toBe(value);
    }),
  );
  const odd: Json = JSON.parse('{"__proto__":{"seed":1}}');
  expect(parameterOf(odd, 'seed')).toBeNull();
  expect(JSON.stringify(withParameter(odd, 'seed', 2, odd))).toBe(
    '{"__proto__":{"seed":1},"seed":2}',
  );
});
