import { z } from 'zod';

/** `[start, end)` into the trace's message pool. */
export const rangeSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);
export type Range = z.infer<typeof rangeSchema>;
export type Refs = Range[];

/**
 * The conversation after an event: the first `keep` messages of the conversation after event `base`,
 * then `append`. For `said`, `base` may be the event itself: on top of what it saw.
 */
export const editSchema = z.strictObject({
  base: z.int().nonnegative().nullable(),
  keep: z.int().nonnegative(),
  append: z.array(rangeSchema),
  /** `[index in append, pool position]`: this message is the recorded echo of that earlier reply. */
  echoes: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).optional(),
});
export type Edit = z.infer<typeof editSchema>;

const refsLength = (refs: Refs): number =>
  refs.reduce((total, [start, end]) => total + end - start, 0);

export const editLength = (edit: Edit): number => edit.keep + refsLength(edit.append);

/** Appends one pool position, growing the last range where it can: a growing conversation stays one range. */
function pushPosition(refs: Refs, position: number): void {
  const last = refs.at(-1);
  if (last && last[1] === position) last[1] = position + 1;
  else refs.push([position, position + 1]);
}

export function refsOf(positions: Iterable<number>): Refs {
  const refs: Refs = [];
  for (const position of positions) pushPosition(refs, position);
  return refs;
}

export function* positionsOf(refs: Refs): Generator<number> {
  for (const [start, end] of refs) for (let at = start; at < end; at += 1) yield at;
}
