import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTools } from './parse-tools';

const schema = { type: 'object', properties: { city: { type: 'string' } } };
const weather = { name: 'get_weather', description: 'Weather of a city.', schema };
const { name, description } = weather;

describe('the same tool in every shape', () => {
  const chat = { type: 'function', function: { name, description, parameters: schema } };
  const mcp = { name, description, inputSchema: schema, annotations: { readOnlyHint: true } };
  it.each([
    ['OpenAI Chat', [chat]],
    ['an OpenAI request', { model: 'm', messages: [], tools: [chat] }],
    ['OpenAI Responses', [{ type: 'function', name, description, parameters: schema }]],
    ['OpenAI functions', { functions: [{ name, description, parameters: schema }] }],
    ['MCP tools/list', { tools: [mcp], nextCursor: 'x' }],
    ['a JSON-RPC answer', { jsonrpc: '2.0', id: 1, result: { tools: [mcp] } }],
    ['Anthropic', [{ name, description, input_schema: schema }]],
    ['Gemini', [{ functionDeclarations: [{ name, description, parameters: schema }] }]],
    ['one definition', chat],
  ])('%s', (_, value) =>
    expect(parseTools(JSON.stringify(value))).toEqual({ tools: [weather], notes: [] }),
  );
});

it('takes a tool that has only a name', () => {
  expect(parseTools('[{"name":"ping"}]')).toEqual({ tools: [{ name: 'ping' }], notes: [] });
  expect(parseTools('[]')).toEqual({ tools: [], notes: [] });
});

it('says what it leaves out', () => {
  const list = [
    { name: 'a' },
    { type: 'web_search' },
    { name: 'a' },
    7,
    { name: 'b', parameters: 1 },
  ];
  expect(parseTools(JSON.stringify(list))).toEqual({
    tools: [{ name: 'a' }],
    notes: [
      'Entry 2 was left out: web_search is run by its provider.',
      'Entry 3 was left out: there is a tool a already.',
      'Entry 4 was left out: it is no object.',
      'Entry 5 was left out: the schema of b is no object.',
    ],
  });
});

it.each([
  ['', 'Not JSON'],
  ['{"tools"', 'Not JSON'],
  ['"tools"', 'no list'],
  ['{"a":1}', 'no list'],
  ['[{"type":"web_search"}]', 'run by its provider'],
])('names the problem of %j', (text, words) =>
  expect(parseTools(text)).toEqual({ problem: expect.stringContaining(words) }),
);

it('never throws, gives names once, and keeps odd keys as keys', () => {
  const odd = '[{"name":"__proto__","parameters":{"__proto__":{"hit":1}}}]';
  const parsed = parseTools(odd);
  expect('tools' in parsed && JSON.stringify(parsed.tools)).toContain('"__proto__":{"hit":1}');
  expect(Object.hasOwn(Object.prototype, 'hit')).toBe(false);
  const entry = fc.oneof(fc.jsonValue(), fc.record({ name: fc.string(), parameters: fc.object() }));
  fc.assert(
    fc.property(fc.oneof(fc.array(entry), fc.record({ tools: fc.array(entry) })), (value) => {
      const result = parseTools(JSON.stringify(value));
      const names = 'tools' in result ? result.tools.map((tool) => tool.name) : [result.problem];
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain('');
    }),
  );
});
