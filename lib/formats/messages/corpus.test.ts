import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Hash } from '@/lib/trace/identity';
import { field, isObject, type Json, textField } from '@/lib/trace/json';
import { corpusRoot } from '@/scripts/corpus';
import { collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { messages } from './messages';

const root = corpusRoot();
const hash: Hash = (data) => createHash('sha256').update(data).digest('hex');

const sourceAt = (path: string) => ({
  files: [new SourceFile(0, path, readFileSync(path))],
});

/** Every file that this format claims, be it only as a general shape. */
const files =
  root === null
    ? []
    : readdirSync(join(root, 'corpus'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => messages.sniff(sourceAt(path)) !== 'no')
        .sort();

/** Messages of a file of one JSON value, found without the importer; null for any other file. */
function messagesIn(text: string): Json[] | null {
  try {
    const value: Json = JSON.parse(text);
    const list = Array.isArray(value) ? value : field(value, 'messages');
    return Array.isArray(list) && list.every((item) => isObject(item) && 'role' in item)
      ? list
      : null;
  } catch {
    return null;
  }
}

const callsOf = (message: Json): number => {
  const calls = field(message, 'tool_calls');
  const content = field(message, 'content');
  const blocks = Array.isArray(content)
    ? content.filter((block) => textField(block, 'type') === 'tool_use')
    : [];
  return (Array.isArray(calls) ? calls.length : 0) + blocks.length;
};

describe.skipIf(root === null)('message arrays from outside', () => {
  it('finds some', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files.map((path) => [relative(root ?? '', path), path]))('%s', (_name, path) => {
    const collected = collect(messages, sourceAt(path), hash);
    expect(brokenLaws(collected)).toEqual([]);
    const found = messagesIn(readFileSync(path, 'utf8'));
    const [trace] = collected.traces;
    if (!found || !trace) return;
    const said = found.filter((message) => textField(message, 'role') === 'assistant');
    const { byKind } = trace.header.totals;
    expect(byKind['model-call'] ?? 0).toBe(said.length);
    expect(byKind['tool-call'] ?? 0).toBe(
      said.reduce<number>((sum, message) => sum + callsOf(message), 0),
    );
  });
});
