import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { MatrixColumn } from '@/lib/api/matrix-contract';
import type { ForkEdit } from '@/lib/trace/fork-edit';

/** The ways in which a fork is run beside each other: as edited, and unchanged where that is wanted. */
export function columnsOf(
  edits: readonly ForkEdit[],
  endpoint: EndpointChoice,
  control: boolean,
): MatrixColumn[] {
  const own: MatrixColumn = {
    label: edits.length > 0 ? 'Edited' : 'Unchanged',
    ...{ edits: [...edits], endpoint, control: false },
  };
  return control && edits.length > 0
    ? [own, { label: 'Control', edits: [], endpoint, control: true }]
    : [own];
}
