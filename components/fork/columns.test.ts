import { expect, it } from 'vitest';
import { matrixColumnSchema } from '@/lib/api/matrix-contract';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { columnsOf } from './columns';

const edits: ForkEdit[] = [{ type: 'append-user', text: 'Why?' }];
const endpoint = { id: 'scripted' };

it('puts the unchanged fork beside the edited one, with the same endpoint', () => {
  const columns = columnsOf(edits, endpoint, true);
  expect(columns).toEqual([
    { label: 'Edited', edits, endpoint, control: false },
    { label: 'Control', edits: [], endpoint, control: true },
  ]);
  for (const column of columns) expect(matrixColumnSchema.safeParse(column).success).toBe(true);
});

it('has no control of what is not edited, nor where none is wanted', () => {
  expect(columnsOf([], endpoint, true)).toMatchObject([{ label: 'Unchanged', control: false }]);
  expect(columnsOf(edits, endpoint, false)).toMatchObject([{ label: 'Edited' }]);
});
