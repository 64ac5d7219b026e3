import { PythonFloat, type PythonValue } from '@/lib/replay/python/python-value';
import type { Event } from '@/lib/trace/event';
import { isObject } from '@/lib/trace/json';
import { type Message, textOf } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { QueryContext } from './matches-row';
import { textColumns } from './row-atom';

/**
 * The flat object that stands for an event of another format where Bernstein's filters look at it: `ts`, `elapsed_s`,
 * `event` (the type), `agent_id` (the agent's name), `tool`, `model`, `role`, `status`, `text`, `input`, `error`
 * where the trace tells them, then what the source says besides, whose own words win. Events of Bernstein's own files
 * are looked at as they are recorded, not through this.
 */
export function bernsteinView(
  row: OutlineRow,
  event: Event,
  said: readonly Message[],
  { lanes, startedAt }: Pick<QueryContext, 'lanes' | 'startedAt'>,
): ReadonlyMap<string, PythonValue> {
  const view = new Map<string, PythonValue>();
  const set = (key: string, value: PythonValue | undefined): void => {
    if (value !== undefined && value !== null && value !== '') view.set(key, value);
  };
  if (row.startedAt !== null) {
    set('ts', new PythonFloat(row.startedAt / 1000));
    if (startedAt !== null) set('elapsed_s', new PythonFloat((row.startedAt - startedAt) / 1000));
  }
  set('event', row.type);
  set('agent_id', lanes.find(({ id }) => id === row.lane)?.name ?? row.lane);
  set('tool', textColumns.tool(row));
  set('model', textColumns.model(row));
  set('role', textColumns.role(row));
  set('status', textColumns.status(row));
  set('text', event.kind === 'log' ? event.text : said.map(textOf).join('\n'));
  if (event.kind === 'tool-call') set('input', event.input);
  set('error', event.error?.message);
  // Null and empty values of the source are told as they are: Bernstein's filters see them.
  if (isObject(event.extra))
    for (const [key, value] of Object.entries(event.extra)) view.set(key, value);
  return view;
}
