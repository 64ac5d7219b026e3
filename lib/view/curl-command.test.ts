import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curlCommand } from './curl-command';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-curl-'));
  // Writes down what it was given and goes nowhere.
  const stub = `#!/bin/sh\ncat > "$OUT/body"\nfor one in "$@"; do printf '%s\\0' "$one"; done > "$OUT/args"\n`;
  writeFileSync(join(folder, 'curl'), stub);
  chmodSync(join(folder, 'curl'), 0o700);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string): { args: string[]; body: string } {
  const env = {
    ...{ PATH: `${folder}:/usr/bin:/bin`, OUT: folder, API_KEY: 'the key' },
    NODE_ENV: 'test' as const,
  };
  execFileSync('/bin/sh', ['-c', command], { cwd: folder, env });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { args: read('args').split('\0').slice(0, -1), body: read('body') };
}

const request = (body: string, more: object = {}) => ({
  method: 'POST',
  url: 'https://api.example/v1/chat/completions',
  headers: [['content-type', 'application/json']] as [string, string][],
  body,
  ...more,
});

describe('curlCommand', () => {
  it.each([
    ['quotes', `{"a":"it's \\"so\\" \`id\` $HOME $(id) \\\\ !x"}`],
    ['line breaks and tabs', 'a\r\n\tb\n\n'],
    ['unicode', 'ä 日本語 👩‍💻 \u202e \u0001'],
    ['a file name', '@/etc/passwd'],
    ['directives', '%s %d \\n %'],
    ['nothing', ''],
    ['only quotes', `''''`],
  ])('hands %s on as they are', (_, body) => {
    expect(run(curlCommand(request(body))).body).toBe(body);
  });

  it('hands any body, address and header on as they are', () => {
    const text = fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\0', ''));
    fc.assert(
      fc.property(text, text, (body, value) => {
        const url = `https://a.example/?q=${encodeURIComponent(value)}'"`;
        const { args, body: got } = run(
          curlCommand(request(body, { url, headers: [['x', value]] })),
        );
        expect(got).toBe(body);
        expect(args).toEqual([
          ...['-X', 'POST', url, '-H', 'Authorization: Bearer the key', '-H', `x: ${value}`],
          ...['--data-binary', '@-'],
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it('names the header of the key by the API', () => {
    const anthropic = request('', { headers: [['anthropic-version', '2023-06-01']] });
    expect(run(curlCommand(anthropic)).args).toContain('x-api-key: the key');
    const url = 'https://g.example/v1beta/models/m:streamGenerateContent?alt=sse';
    expect(run(curlCommand(request('', { url }))).args).toContain('x-goog-api-key: the key');
  });

  it('never holds a key', () => {
    expect(curlCommand(request('{}'))).toContain('$API_KEY');
  });
});
