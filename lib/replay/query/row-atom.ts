import type { OutlineRow } from '@/lib/trace/outline';
import type { Truth } from './combine';
import type { QueryContext } from './matches-row';
import type { Atom, FieldAtom, HasAtom, IsAtom } from './query';
import { numberTest, textTest } from './value-test';

export type RowTruth = (row: OutlineRow) => Truth;

const unknown: RowTruth = () => null;

/** What a row tells of an atom; null where only the body knows. */
export function rowAtom(atom: Atom, context: QueryContext): RowTruth {
  switch (atom.type) {
    case 'is':
      return isAtom(atom, context);
    case 'has':
      return hasAtom(atom);
    case 'field':
      return fieldAtom(atom, context);
    case 'text':
    case 'bernstein':
      return unknown;
  }
}

function isAtom({ word }: IsAtom, { ownFrom, excluded }: QueryContext): RowTruth {
  const own = ({ seq }: OutlineRow) => ownFrom !== null && seq >= ownFrom;
  switch (word) {
    case 'error':
      return (row) => row.error;
    case 'partial':
      return (row) => row.unfinished;
    case 'edited':
      return (row) => row.kind === 'edit';
    case 'fork':
      return (row) => row.seq === ownFrom;
    // What a resume wrote; edits are a person's.
    case 'live':
      return (row) => own(row) && row.kind !== 'edit';
    case 'recorded':
      return (row) => !own(row);
    case 'excluded':
      return (row) => excluded?.has(row.seq) ?? false;
    case 'hand':
      return onlyOn('tool-result');
    case 'redacted':
      return unknown;
  }
}

/** Of other kinds it is known already that they have none. */
const onlyOn =
  (kind: OutlineRow['kind']): RowTruth =>
  (row) =>
    row.kind === kind ? null : false;

const saysNothing = ({ said }: OutlineRow): boolean => said === null || said.append.length === 0;

function hasAtom({ word }: HasAtom): RowTruth {
  if (word === 'secret' || word === 'image') return unknown;
  if (word === 'reasoning') return (row) => (saysNothing(row) ? false : null);
  return (row) => (row.kind === 'tool-call' ? true : saysNothing(row) ? false : null);
}

type Column<Value> = (row: OutlineRow) => Value;

function fieldAtom(atom: FieldAtom, context: QueryContext): RowTruth {
  const { field, test } = atom;
  const text = (column: Column<string | null>): RowTruth => {
    const holds = textTest(test);
    return (row) => {
      const value = column(row);
      return value !== null && holds(value);
    };
  };
  const number = (column: Column<number | null>): RowTruth => {
    const holds = numberTest(test);
    return (row) => holds(column(row));
  };
  switch (field) {
    case 'args':
      return onlyOn('tool-call');
    case 'result':
    case 'provenance':
      return onlyOn('tool-result');
    case 'state':
      return onlyOn('state');
    case 'text':
    case 'meta':
    case 'id':
      return unknown;
    case 'agent':
    case 'lane':
      return laneAtom(atom, context);
    case 'seq':
      return number((row) => row.seq);
    case 'ts':
      return number((row) => row.startedAt);
    case 't': {
      const { startedAt } = context;
      return number((row) =>
        row.startedAt === null || startedAt === null ? null : row.startedAt - startedAt,
      );
    }
    case 'dur':
      return number((row) => row.durationMs);
    case 'cost':
      return number((row) => row.costUsd);
    case 'in':
      return number((row) => row.inputTokens);
    case 'out':
      return number((row) => row.outputTokens);
    case 'tokens':
      return number(({ inputTokens, outputTokens }) =>
        inputTokens === null && outputTokens === null
          ? null
          : (inputTokens ?? 0) + (outputTokens ?? 0),
      );
    default:
      return text(textColumns[field]);
  }
}

/** Texts that stand in a row. */
export const textColumns = {
  kind: (row) => row.kind,
  type: (row) => row.type,
  name: (row) => row.name,
  tool: (row) => (row.kind === 'tool-call' || row.kind === 'tool-result' ? row.name : null),
  model: (row) => (row.kind === 'model-call' ? row.name : null),
  role: (row) =>
    row.role ??
    (row.kind === 'model-call' ? 'assistant' : row.kind === 'tool-result' ? 'tool' : null),
  status: (row) => (row.error ? 'error' : row.unfinished ? 'unfinished' : 'ok'),
} as const satisfies Record<string, Column<string | null>>;

/** A lane by its id or by the name that the page shows. Each is looked at once. */
function laneAtom({ test }: FieldAtom, { lanes }: QueryContext): RowTruth {
  const holds = textTest(test);
  const differs = test.type === 'differs';
  const names = new Map(lanes.map(({ id, name }) => [id, name]));
  const known = new Map<string, boolean>();
  return ({ lane }) => {
    let found = known.get(lane);
    if (found === undefined) {
      const name = names.get(lane) ?? lane;
      found = differs ? holds(lane) && holds(name) : holds(lane) || holds(name);
      known.set(lane, found);
    }
    return found;
  };
}
