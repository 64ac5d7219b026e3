import { expect, it } from 'vitest';
import type { ToolDefinition } from '@/lib/trace/setup';
import {
  firstToolLines,
  schemaSource,
  type ToolLine,
  toolsEdit,
  withInferred,
  withPasted,
} from './tool-lines';

const schema = { type: 'object', properties: {} };
const find: ToolDefinition = { name: 'find', schema };
const pay: ToolDefinition = { name: 'pay' };
const off = (lines: readonly ToolLine[], name: string) =>
  lines.map((line) => (line.definition.name === name ? { ...line, on: false } : line));

it('is no edit while the model is told what is recorded', () => {
  expect(toolsEdit(null, [find])).toEqual([]);
  expect(toolsEdit(firstToolLines([find, pay], []), [find, pay])).toEqual([]);
  expect(toolsEdit(firstToolLines([], [find]), [])).toEqual([]);
  expect(toolsEdit(firstToolLines(null, [find]), null)).toEqual([]);
});

it('takes tools out and brings made-up ones in', () => {
  const lines = firstToolLines([find, pay], []);
  expect(toolsEdit(off(lines, 'pay'), [find, pay])).toEqual([{ type: 'tools', tools: [find] }]);
  expect(toolsEdit(off(off(lines, 'pay'), 'find'), [find, pay])).toEqual([
    { type: 'tools', tools: [] },
  ]);
  const inferred = withInferred(firstToolLines(null, [find]));
  expect(toolsEdit(inferred, null)).toEqual([{ type: 'tools', tools: [find] }]);
  expect(schemaSource('find', inferred, null)).toBe('inferred');
});

it('puts a pasted definition in the place of the one it replaces', () => {
  const better = { name: 'find', description: 'Finds.', schema };
  const lines = withPasted(firstToolLines([find, pay], []), [better, { name: 'new' }]);
  expect(lines.map(({ definition }) => definition)).toEqual([better, pay, { name: 'new' }]);
  expect(schemaSource('find', lines, [find, pay])).toBe('pasted');
  expect(schemaSource('pay', lines, [find, pay])).toBe('none');
  expect(schemaSource('find', null, [find])).toBe('recorded');
  expect(schemaSource('find', null, null)).toBe('none');
});
