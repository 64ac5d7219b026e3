import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import { collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { claudeCode } from './claude-code';

const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
type Row = { [key: string]: Json };

const sourceOf = (...files: Row[][]) => ({
  files: files.map(
    (rows, index) =>
      new SourceFile(
        index,
        `file-${index}`,
        new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
      ),
  ),
});
const read = (...files: Row[][]) => collect(claudeCode, sourceOf(...files), hash);

const base: Row = { sessionId: 's', isSidechain: false, parentUuid: null };
const user = (uuid: string, text: string, more: Row = {}): Row => ({
  ...base,
  type: 'user',
  uuid,
  message: { role: 'user', content: text },
  ...more,
});
const reply = (uuid: string, id: string, blocks: Row[], more: Row = {}): Row => ({
  ...base,
  type: 'assistant',
  uuid,
  message: { id, model: 'm', role: 'assistant', content: blocks },
  ...more,
});
const call = (id: string, input: Json = {}): Row => ({ type: 'tool_use', id, name: 'Tool', input });
const result = (uuid: string, id: string, more: Row = {}): Row =>
  user(uuid, '', {
    message: {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: id, content: `of ${id}` }],
    },
    ...more,
  });

describe('sniffing', () => {
  const sniff = (rows: Row[]) => claudeCode.sniff(sourceOf(rows));

  it('is certain of its own rows, whatever side rows come first', () => {
    expect(sniff([{ type: 'summary', summary: 's', leafUuid: 'u' }, user('u', 'hi')])).toBe(
      'certain',
    );
  });

  it('leaves alike formats alone', () => {
    const qwen = { ...user('u', ''), message: { role: 'user', parts: [{ text: 'hi' }] } };
    expect(sniff([qwen])).toBe('no');
    expect(sniff([{ role: 'user', content: 'hi' }])).toBe('no');
    expect(sniff([{ type: 'session_meta', payload: {} }])).toBe('no');
    expect(claudeCode.sniff({ files: [] })).toBe('no');
  });
});

describe('branches', () => {
  it('takes no parallel call for a branch', () => {
    const { traces } = read([
      user('1', 'go'),
      reply('2', 'm1', [call('a')], { parentUuid: '1' }),
      reply('3', 'm1', [call('b')], { parentUuid: '2' }),
      result('4', 'a', { parentUuid: '2' }),
      result('5', 'b', { parentUuid: '3' }),
      user('6', 'more', { parentUuid: '4' }),
    ]);
    expect(traces).toHaveLength(1);
  });

  it('keeps to the row that the file calls current', () => {
    const rows = [
      user('1', 'go'),
      reply('2', 'm1', [{ type: 'text', text: 'ok' }], { parentUuid: '1' }),
      user('3', 'left', { parentUuid: '2' }),
      user('4', 'right', { parentUuid: '2' }),
    ];
    const last = (found: ReturnType<typeof read>) => found.traces[0]?.outline.at(-1)?.summary;
    expect(last(read(rows))).toBe('right');
    const named = read([...rows, { type: 'last-prompt', sessionId: 's', leafUuid: '3' }]);
    expect(named.traces[0]?.outline.find((row) => row.seq === 2)?.summary).toBe('left');
    expect(named.traces[1]?.outline.slice(0, 3).map((row) => row.summary)).toEqual([
      'go',
      'ok',
      'right',
    ]);
  });

  it('gives a branch the calls that its past left open', () => {
    const { traces } = read([
      user('1', 'go'),
      reply('2', 'm1', [call('a')], { parentUuid: '1' }),
      user('3', 'left', { parentUuid: '2' }),
      reply('4', 'm2', [{ type: 'text', text: 'l' }], { parentUuid: '3' }),
      user('5', 'right', { parentUuid: '2' }),
      reply('6', 'm3', [{ type: 'text', text: 'r' }], { parentUuid: '5' }),
    ]);
    expect(traces.map(({ outline }) => outline.map(({ type }) => type))).toEqual([
      ['user', 'assistant', 'tool_use', 'no-result', 'user', 'assistant'],
      ['user', 'assistant', 'tool_use', 'no-result', 'user', 'assistant'],
    ]);
  });
});

describe('sub-agents', () => {
  it('stand between their call and its result, also where clocks say otherwise', () => {
    const side = { isSidechain: true, agentId: 'x', timestamp: '2026-01-01T00:00:00Z' };
    const { traces } = read(
      [
        user('1', 'go', { timestamp: '2025-01-01T00:00:00Z' }),
        reply('2', 'm1', [call('t', { prompt: 'look' })], { timestamp: '2025-01-01T00:00:01Z' }),
        result('3', 't', { toolUseResult: { agentId: 'x' }, timestamp: '2025-01-01T00:00:02Z' }),
      ],
      [user('4', 'look', side), reply('5', 'm2', [{ type: 'text', text: 'seen' }], side)],
    );
    expect(traces[0]?.outline.map(({ lane }) => lane)).toEqual([
      'main',
      'main',
      'main',
      'x',
      'x',
      'main',
    ]);
    expect(traces[0]?.outline[3]?.parent).toBe(2);
  });
});

const ids = (prefix: string, most: number) => fc.nat({ max: most }).map((n) => `${prefix}${n}`);
const anyRow: fc.Arbitrary<Row> = fc
  .record({
    shape: fc.constantFrom(
      'human',
      'human',
      'reply',
      'reply',
      'reply',
      'result',
      'result',
      'boundary',
      'summary',
      'failure',
      'progress',
      'noise',
      'odd',
    ),
    uuid: ids('u', 30),
    parent: fc.option(ids('u', 30)),
    session: ids('s', 1),
    id: ids('m', 6),
    calls: fc.array(ids('c', 8), { maxLength: 2 }),
    agent: fc.option(ids('a', 2), { freq: 2 }),
    time: fc.nat({ max: 1_000_000 }),
  })
  .map(({ shape, uuid, parent, session, id, calls, agent, time }): Row => {
    const more: Row = {
      parentUuid: parent,
      sessionId: session,
      timestamp: time,
      isSidechain: agent !== null,
      ...(agent === null ? {} : { agentId: agent }),
    };
    switch (shape) {
      case 'reply':
        return reply(
          uuid,
          id,
          [...calls.map((name) => call(name)), { type: 'text', text: uuid }],
          more,
        );
      case 'result': {
        const toolUseResult: Row = agent === null ? {} : { agentId: `a${time % 3}` };
        return result(uuid, calls[0] ?? 'c0', { ...more, toolUseResult });
      }
      case 'boundary':
        return { ...base, ...more, uuid, type: 'system', subtype: 'compact_boundary' };
      case 'summary':
        return user(uuid, 'summary', { ...more, isCompactSummary: true });
      case 'failure':
        return reply(uuid, id, [{ type: 'text', text: 'no' }], {
          ...more,
          isApiErrorMessage: true,
        });
      case 'progress': {
        const message =
          time % 2 ? reply(`i${uuid}`, id, [call(`c${time % 9}`)]) : user(`i${uuid}`, 'x');
        const data = { type: 'agent_progress', agentId: agent ?? 'a9', message };
        const parentToolUseID = calls[0] ?? 'c1';
        return {
          ...base,
          ...more,
          isSidechain: false,
          uuid,
          type: 'progress',
          data,
          parentToolUseID,
        };
      }
      case 'noise':
        return { type: 'file-history-snapshot', snapshot: {} };
      case 'odd':
        return { ...more, uuid, type: 'hologram' };
      default:
        return user(uuid, uuid, more);
    }
  });

describe('whatever the rows', () => {
  it('keeps every law', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyRow, { maxLength: 40 }), { minLength: 1, maxLength: 2 }),
        (files) => {
          const named = files.map((rows) => [user('first', 'hello'), ...rows]);
          expect(brokenLaws(read(...named))).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
