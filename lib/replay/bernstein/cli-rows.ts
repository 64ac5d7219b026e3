import {
  pythonFloat,
  pythonRepr,
  pythonSlice,
  pythonStr,
  truthy,
  typeName,
} from '../python/python-text';
import { isList, numberOf, type PythonValue } from '../python/python-value';
import type { Column } from '../python/rich-table';
import { SeedError } from '../python/seed-error';
import { eventField, fieldOr, fieldText } from './filter-events';

export const eventColumns: readonly Column[] = [
  { title: 'TIME', width: 8 },
  { title: 'EVENT', width: 24 },
  { title: 'AGENT', width: 16 },
  { title: 'TASK', width: 32 },
  { title: 'DETAIL' },
];

/** Minutes and seconds; negative ones as Python's divmod gives them. */
export function minutes(seconds: number): { minutes: number; seconds: string } {
  const whole = Math.trunc(seconds);
  const count = Math.floor(whole / 60);
  return { minutes: count, seconds: String(whole - count * 60).padStart(2, '0') };
}

function timeOf(event: PythonValue): string {
  const elapsed = pythonFloat(fieldOr(event, 'elapsed_s', 0));
  if (!Number.isFinite(elapsed))
    throw new SeedError('ValueError', 'cannot convert float NaN to integer');
  const time = minutes(elapsed);
  return `${time.minutes}:${time.seconds}`;
}

/** What may stand in a table: text, or nothing. */
function cell(value: PythonValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  throw new SeedError(
    'NotRenderableError',
    `unable to render ${typeName(value)}; a string or other renderable object is required`,
  );
}

/** The part of an id that both commands show: the role and six characters. */
function shortAgent(id: string): string {
  const cut = id.indexOf('-');
  const rest = cut < 0 ? [] : [...id.slice(cut + 1)];
  return rest.length > 6 ? `${id.slice(0, cut)}-${rest.slice(0, 6).join('')}` : id;
}

function agentOf(event: PythonValue, filtered: boolean): string {
  if (filtered) return shortAgent(fieldText(event, 'agent_id'));
  const id = fieldOr(event, 'agent_id', '');
  if (!truthy(id)) return cell(id);
  if (typeof id === 'string') return shortAgent(id);
  throw new SeedError('AttributeError', `'${typeName(id)}' object has no attribute 'split'`);
}

function taskOf(event: PythonValue, filtered: boolean): string {
  if (filtered) return fieldText(event, 'task_id');
  const id = fieldOr(event, 'task_id', '');
  const ids = fieldOr(event, 'task_ids', []);
  if (truthy(id) || !isList(ids) || ids.length === 0) return cell(id);
  return pythonSlice(ids, 2).map(pythonStr).join(', ');
}

function dollars(cost: PythonValue): string {
  const number = typeof cost === 'boolean' ? Number(cost) : numberOf(cost);
  if (number === null)
    throw new SeedError('ValueError', `Unknown format code 'f' for '${typeName(cost)}'`);
  return `$${number.toFixed(4)}`;
}

const firstThree = (signals: PythonValue): string => {
  if (!isList(signals) || signals.some((signal) => typeof signal !== 'string'))
    throw new SeedError('TypeError', 'sequence item: expected str instance');
  return pythonSlice(signals, 3).map(pythonStr).join(', ');
};

function detailOf(event: PythonValue, filtered: boolean): string {
  const parts: string[] = [];
  const tell = (key: string, write: (value: PythonValue) => string) => {
    const value = eventField(event, key);
    if (value !== undefined && truthy(value)) parts.push(write(value));
  };
  tell('model', pythonStr);
  tell('role', pythonStr);
  tell('cost_usd', dollars);
  if (!filtered) {
    const name = eventField(event, 'event');
    if (name === 'run_started' || name === 'run_completed')
      tell('run_id', (id) => `id=${pythonStr(id)}`);
    tell('max_agents', (count) => `max_agents=${pythonStr(count)}`);
    tell('ticks', (count) => `ticks=${pythonStr(count)}`);
    if (name === 'run_completed')
      tell('fingerprint', (print) => `fp=${pythonSlice([...pythonStr(print)], 12).join('')}`);
    tell('failed_signals', (signals) => `failed: ${firstThree(signals)}`);
    tell('tick', (tick) => `tick #${pythonStr(tick)}`);
  }
  return parts.join('  ');
}

/** A row of the table of events. Throws SeedError where Bernstein's command breaks off. */
export function eventCells(event: PythonValue, filtered: boolean): string[] {
  const time = timeOf(event);
  const name = fieldOr(event, 'event', '?');
  if (name !== null && typeof name === 'object')
    throw new SeedError('TypeError', `unhashable type: '${pythonRepr(typeName(name))}'`);
  const agent = agentOf(event, filtered);
  const task = taskOf(event, filtered);
  const detail = detailOf(event, filtered);
  return [time, cell(name), agent, task, detail];
}
