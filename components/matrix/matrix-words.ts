import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { Matrix, MatrixCell, MatrixColumn } from '@/lib/api/matrix-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import { editsWords } from '@/lib/trace/fork-edit';
import { cost, counted, duration, exactNumber } from '@/lib/view/format-number';

/** What differs in a column. */
export const columnWords = ({ control, edits }: MatrixColumn): string =>
  control ? 'control: unchanged' : editsWords(edits);

/** What a column asks, where it asks something else; null where nothing was typed. */
export function askedIn({ edits }: MatrixColumn): string | null {
  const ask = edits.find(({ type }) => type === 'append-user' || type === 'replace-last-user');
  return ask && 'text' in ask ? ask.text : null;
}

/** Where the model calls of a column go; `endpoints` null while nobody has told them. */
export function endpointWords(
  { endpoint: { id, model } }: MatrixColumn,
  endpoints: readonly Endpoint[] | null,
): string {
  const known = endpoints?.find((one) => one.id === id);
  if (!known) return model ?? (endpoints ? 'a deleted endpoint' : '…');
  if (known.kind === 'scripted') return known.name;
  return `${model ?? known.model ?? 'no model'} at ${known.name}`;
}

/** `at most 20 steps, 100,000 tokens, $1.00 and 10m 00s each`. */
export function limitsWords({ maxSteps, maxTokens, maxCostUsd, maxSeconds }: RunLimits): string {
  const limits = [
    counted(maxSteps, 'step'),
    ...(maxTokens === undefined ? [] : [`${exactNumber(maxTokens)} tokens`]),
    ...(maxCostUsd === undefined ? [] : [cost(maxCostUsd)]),
    ...(maxSeconds === undefined ? [] : [duration(maxSeconds * 1000)]),
  ];
  const last = limits.pop() ?? '';
  return `at most ${limits.length > 0 ? `${limits.join(', ')} and ${last}` : last} each`;
}

const isOn = ({ status, deleted }: MatrixCell): boolean =>
  !deleted && (status === 'queued' || status === 'running');

/** Whether something of it goes on by itself. */
export const isLive = ({ cells }: Pick<Matrix, 'cells'>): boolean => cells.some(isOn);

/** How far it is: `2 of 6 ended, 1 needs you`. */
export function progressWords({ cells, columns, repeats }: Matrix): string {
  const waiting = cells.filter(({ status, deleted }) => status === 'waiting' && !deleted).length;
  const gone =
    columns.length * repeats - cells.length + cells.filter(({ deleted }) => deleted).length;
  const ended = cells.filter((cell) => !isOn(cell) && !cell.deleted).length - waiting;
  return [
    `${ended} of ${columns.length * repeats} ended`,
    ...(waiting > 0 ? [`${waiting} ${waiting === 1 ? 'needs' : 'need'} you`] : []),
    ...(gone > 0 ? [`${gone} deleted`] : []),
  ].join(', ');
}
