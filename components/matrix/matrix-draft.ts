import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { MatrixColumn } from '@/lib/api/matrix-contract';
import { withEdit } from '@/lib/replay/fork/fork-edits';
import type { ForkEdit } from '@/lib/trace/fork-edit';

/** One way to ask. */
export interface VariantDraft {
  id: number;
  /** Empty: named by its place. */
  name: string;
  /** What is asked; null: what the fork's own edits ask. */
  text: string | null;
}

/** One place where model calls go. */
export interface ModelDraft {
  id: number;
  endpointId: string;
  /** Empty: the endpoint's own. */
  model: string;
}

export interface MatrixDraft {
  variants: readonly VariantDraft[];
  models: readonly ModelDraft[];
  control: boolean;
  repeats: number;
}

/** Most columns of a matrix, and most runs of a column. */
const mostColumns = 8;
const mostRepeats = 10;

export const firstMatrix = ({ id, model }: EndpointChoice): MatrixDraft => ({
  variants: [{ id: 0, name: '', text: null }],
  models: [{ id: 0, endpointId: id, model: model ?? '' }],
  control: true,
  repeats: 3,
});

/** An id that none of the rows has. */
export const nextId = (rows: readonly { id: number }[]): number =>
  Math.max(-1, ...rows.map(({ id }) => id)) + 1;

type Ask = Extract<ForkEdit, { type: 'append-user' | 'replace-last-user' }>;

/** What the fork's own edits ask; null where they ask nothing else than before. */
export const askOf = (edits: readonly ForkEdit[]): Ask | null =>
  edits.find(
    (edit): edit is Ask => edit.type === 'append-user' || edit.type === 'replace-last-user',
  ) ?? null;

/** The edits of a variant: its text stands where the fork's own edits ask, else for the last user message. */
export function variantEdits(edits: readonly ForkEdit[], text: string | null): ForkEdit[] {
  if (text === null) return [...edits];
  const type = askOf(edits)?.type ?? 'replace-last-user';
  return withEdit(edits, { type, text });
}

export const variantName = ({ name, text }: VariantDraft, at: number, edited: boolean): string =>
  name.trim() || (text !== null ? `Variant ${at + 1}` : edited ? 'As edited' : 'Unchanged');

/** A model that is settled, and how it is called in a label. */
export interface ChosenModel {
  choice: EndpointChoice;
  name: string;
}

/** The columns that a draft means, or what is still missing. Repeats are checked too. */
export function columnsOf(
  draft: MatrixDraft,
  edits: readonly ForkEdit[],
  models: readonly ChosenModel[],
): { columns: MatrixColumn[] } | { missing: string } {
  const { variants, control, repeats } = draft;
  const blank = variants.findIndex(({ text }) => text?.trim() === '');
  if (blank >= 0) return { missing: `Type what variant ${blank + 1} asks.` };
  const keys = models.map(({ choice }) => `${choice.id} ${choice.model ?? ''}`);
  if (new Set(keys).size < keys.length)
    return { missing: 'Two models are the same: take one out, or choose another.' };
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > mostRepeats)
    return { missing: `Repeats is a whole number from 1 to ${mostRepeats}.` };

  const columns = models.flatMap(({ choice: endpoint, name }) => {
    const label = (variant: string): string =>
      models.length > 1 ? `${variant.slice(0, 48)} · ${name.slice(0, 48)}` : variant;
    const asked = variants.map((variant, at): MatrixColumn => {
      const own = variantEdits(edits, variant.text);
      const called = label(variantName(variant, at, edits.length > 0));
      return { label: called, edits: own, endpoint, control: own.length === 0 };
    });
    // A variant that changes nothing is the control already.
    if (!control || asked.some((column) => column.control)) return asked;
    return [...asked, { label: label('Control'), edits: [], endpoint, control: true }];
  });
  if (columns.length > mostColumns)
    return {
      missing: `That makes ${columns.length} columns, and ${mostColumns} are the most: take out a variant, a model or the control.`,
    };
  return { columns };
}
