import type { ToolHints } from '@/lib/api/executor-contract';

export const unknownHints: ToolHints = {
  readOnly: null,
  destructive: null,
  idempotent: null,
  openWorld: null,
};

/** What is said of a tool, in words. What nobody said counts as the worst. */
export function hintWords({ readOnly, destructive, idempotent, openWorld }: ToolHints): string {
  if (readOnly === true)
    return openWorld === true ? 'reads only, reaches the outside' : 'reads only';
  const known = [readOnly, destructive, idempotent, openWorld].some((hint) => hint !== null);
  if (!known) return 'not said: counts as may change things';
  const words = [destructive === false ? 'adds, destroys nothing' : 'may change things'];
  if (idempotent === true) words.push('the same call twice is harmless');
  return words.join(', ');
}
