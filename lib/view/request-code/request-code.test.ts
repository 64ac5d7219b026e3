import { execFileSync, spawnSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import { literal, stringLiteral } from './literal';
import { type CodeApi, type CodeRequest, requestCurl, requestProgram } from './request-code';

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import json, ast'], { timeout: 10_000 }).status === 0,
);

/** What a program of the language makes of expressions, as JSON; all in one process. */
function pythonValues(expressions: readonly string[]): Json[] {
  const program = [
    'import json, sys',
    'for line in json.load(sys.stdin):',
    '    print(json.dumps(eval(line), ensure_ascii=True))',
  ].join('\n');
  const input = JSON.stringify(expressions);
  const output = execFileSync(python ?? '', ['-c', program], { input, encoding: 'utf8' });
  return output
    .trimEnd()
    .split('\n')
    .map((line): Json => JSON.parse(line));
}

const typescriptValue = (expression: string): Json =>
  // Values of another realm have other prototypes.
  JSON.parse(String(runInNewContext(`JSON.stringify(${expression})`)));

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '"""',
    "'''",
    '\\',
    '\\u0041',
    '\\N{BULLET}',
    '\n\r\u2028\u2029\0',
    '\ud800',
    '{x}',
    '%s',
    '$\u007bx}',
    '`',
    '\u202e\u{e0041}',
    '</script>',
  ),
);
const anyJson: fc.Arbitrary<Json> = fc
  .oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.dictionary(anyText, anyText), anyText)
  .map((value): Json => JSON.parse(JSON.stringify(value)));
const hostile: Json = JSON.parse('{"__proto__":{"polluted":1},"constructor":[],"a b":{},"":null}');
const deep: Json = JSON.parse(`${'['.repeat(300)}"\\ud800 'x' \\""${']'.repeat(300)}`);

describe('a literal', () => {
  it('of TypeScript is the value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(typescriptValue(literal(value, 'typescript'))).toEqual(value);
      }),
    );
    const own = typescriptValue(literal(hostile, 'typescript'));
    expect(JSON.stringify(own)).toBe(JSON.stringify(hostile));
    expect(typescriptValue(literal(deep, 'typescript'))).toEqual(deep);
  });

  it.skipIf(!python)('of Python is the value', () => {
    const values = [...fc.sample(anyJson, 300), hostile, deep, true, false, null, 1e21, -0.5];
    const found = pythonValues(values.map((value) => literal(value, 'python')));
    for (const [at, value] of values.entries())
      expect(JSON.stringify(found[at])).toBe(JSON.stringify(value));
  });

  it('shows what one would not see', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('python', 'typescript'), (text, language) => {
        expect(stringLiteral(text, language)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
    expect(stringLiteral('a\u202eb', 'python')).toBe('"a\\u202eb"');
    expect(stringLiteral('\u{e0041}', 'python')).toBe('"\\U000e0041"');
    expect(stringLiteral('\u{e0041}', 'typescript')).toBe('"\\u{e0041}"');
  });
});

const request = (api: CodeApi, body: Json, more: Partial<CodeRequest> = {}): CodeRequest => ({
  ...{ api, model: 'm-1', method: 'POST', headers: [['content-type', 'application/json']] },
  url: 'https://api.example/v1/x',
  body: JSON.stringify(body),
  ...more,
});
const apis: CodeApi[] = ['openai-chat', 'openai-responses', 'anthropic', 'google'];
const gemini = {
  generationConfig: { temperature: 0.5 },
  contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
  systemInstruction: { parts: [{ text: 'Be “kind”.' }] },
};

describe('a program', () => {
  it.each(apis)('for %s gives the package the whole body', (api) => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyJson), (extra) => {
        const body: Json = JSON.parse(JSON.stringify({ ...gemini, ...extra, stream: true }));
        const code = requestProgram(request(api, body), 'typescript') ?? '';
        const call = code.slice(code.indexOf('(', code.indexOf('await client')));
        const given = typescriptValue(
          `((value) => value)${call.slice(0, call.lastIndexOf(';\nfor await'))}`,
        );
        // The same body, taken apart: nothing is lost on the way.
        const { contents, generationConfig, ...rest } = Object(body);
        const settings = Object(generationConfig);
        expect(given).toEqual(
          api === 'google'
            ? JSON.parse(
                JSON.stringify({ model: 'm-1', contents, config: { ...settings, ...rest } }),
              )
            : body,
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each(apis)('for %s reads the key from the environment, in every language', (api) => {
    const variable =
      api === 'google'
        ? 'GEMINI_API_KEY'
        : api === 'anthropic'
          ? 'ANTHROPIC_API_KEY'
          : 'OPENAI_API_KEY';
    const one = request(api, gemini);
    expect(requestProgram(one, 'python')).toContain(`os.environ["${variable}"]`);
    expect(requestProgram(one, 'typescript')).toContain(`process.env.${variable}`);
    expect(requestCurl(one)).toContain(`$${variable}"`);
  });

  it('of Gemini puts settings and all the rest into one', () => {
    expect(requestProgram(request('google', gemini), 'python')).toBe(`import os

from google import genai

client = genai.Client(api_key=os.environ["GEMINI_API_KEY"])
response = client.models.generate_content_stream(
    model="m-1",
    contents=[
        {
            "role": "user",
            "parts": [
                {
                    "text": "hi",
                },
            ],
        },
    ],
    config={
        "temperature": 0.5,
        "systemInstruction": {
            "parts": [
                {
                    "text": "Be “kind”.",
                },
            ],
        },
    },
)
for event in response:
    print(event.text or "", end="")
`);
  });

  it('takes along what is switched on in a header', () => {
    const headers: [string, string][] = [
      ['anthropic-beta', 'one,two'],
      ['user-agent', 'x'],
    ];
    const one = request('anthropic', { max_tokens: 1 }, { headers });
    expect(requestProgram(one, 'typescript')).toContain('"anthropic-beta": "one,two"');
    expect(requestProgram(one, 'python')).toContain('extra_headers={');
    expect(requestProgram(one, 'python')).not.toContain('user-agent');
    expect(requestProgram(one, 'python')).toContain('print(response.to_json())');
  });

  it.skipIf(!python).each(apis)('for %s is one that Python can read', (api) => {
    const codes = fc
      .sample(fc.dictionary(anyText, anyJson), 20)
      .concat([{ deep }])
      .map((body) => requestProgram(request(api, { ...gemini, ...body }), 'python') ?? '(');
    const program = 'import ast, json, sys\nfor code in json.load(sys.stdin): ast.parse(code)';
    execFileSync(python ?? '', ['-c', program], { input: JSON.stringify(codes) });
  });

  it('is none for a body that is no object', () => {
    expect(requestProgram(request('anthropic', {}, { body: 'no' }), 'python')).toBeNull();
    expect(requestProgram(request('anthropic', []), 'python')).toBeNull();
  });
});
