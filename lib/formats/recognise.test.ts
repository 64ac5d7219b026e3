import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import type { Confidence, Format } from './format';
import { formats } from './index';
import { candidatesFor, recognise } from './recognise';
import { SourceFile } from './source/source-file';

const sourceOf = (...texts: (string | Uint8Array)[]) => ({
  files: texts.map(
    (text, at) =>
      new SourceFile(
        at,
        `file-${at}`,
        typeof text === 'string' ? new TextEncoder().encode(text) : text,
      ),
  ),
});
const format = (id: string, sniff: () => Confidence): Format => ({
  id,
  title: id,
  sniff,
  scan: () => ({ parts: [], records: [], notes: [], index: null }),
  read: () => undefined,
});

function refusal(...texts: (string | Uint8Array)[]): AppError {
  try {
    recognise(sourceOf(...texts), formats);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was recognised');
}

describe('recognise', () => {
  const sure = format('b', () => 'certain');
  const fair = format('a', () => 'likely');
  const no = format('n', () => 'no');
  const broken = format('t', () => {
    throw new Error('sniffed too hard');
  });

  it('takes the surest, whatever the order, and offers the others', () => {
    for (const order of [
      [sure, fair, no, broken],
      [broken, no, fair, sure],
    ]) {
      const found = recognise(sourceOf('{}'), order);
      expect(found.format.id).toBe('b');
      expect(found.candidates.map((candidate) => candidate.format.id)).toEqual(['b', 'a']);
    }
  });

  it('settles a tie by id, not by order', () => {
    const tied = [format('z', () => 'maybe'), format('c', () => 'maybe')];
    expect(candidatesFor(sourceOf('{}'), tied).map((found) => found.format.id)).toEqual(['c', 'z']);
    expect(candidatesFor(sourceOf('{}'), tied.toReversed())[0]?.format.id).toBe('c');
  });

  it.each<[name: string, content: string | Uint8Array, cause: RegExp]>([
    ['nothing', '', /empty/],
    ['white space', ' \n\r\n', /empty/],
    ['a byte order mark', '\uFEFF', /empty/],
    ['a web page', '\n<!DOCTYPE html><html><title>Sign in</title>', /web page/],
    ['XML', '<?xml version="1.0"?><a/>', /XML/],
    ['a zip archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /zip/],
    ['an image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]), /PNG/],
    ['bytes', new Uint8Array([1, 0, 2, 0, 3, 0]), /binary/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), /UTF-16/],
    ['prose', 'hello there', /plain text/],
    ['an error message', 'Traceback (most recent call last):\n  File "x"', /error message/],
    ['an event stream', 'data: {"a":1}\n\ndata: [DONE]\n', /event stream/],
    ['torn JSON', '{"events": [{"a": 1}, {"b"', /breaks off/],
    ['JSON that is none', '{"events" [1]}', /begins like JSON/],
    [
      'an API error',
      '{"error":{"message":"Invalid key","type":"auth"}}',
      /error reply.*Invalid key/,
    ],
    [
      "Anthropic's error",
      '{"type":"error","error":{"type":"overloaded","message":"Busy"}}',
      /Busy/,
    ],
    ['other JSON', '{"name":"x","__proto__":1}', /"name", "__proto__"/],
    ['a list of numbers', '[1,2,3]', /list/],
    ['10,000 levels', '['.repeat(10_000) + ']'.repeat(10_000), /10000 levels/],
  ])('says of %s what it looks like and what to do', (_name, content, cause) => {
    const error = refusal(content);
    expect(error.code).toBe('unprocessable');
    expect(error.message).toMatch(cause);
    expect(error.hint).toBeTruthy();
  });

  it('names the file that tells most among several', () => {
    expect(refusal('', '<html></html>').message).toMatch(/None of 2 files.*file-1.*web page/);
  });
});
