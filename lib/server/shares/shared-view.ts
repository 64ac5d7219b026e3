import type { Masker } from '@/lib/replay/findings/masker';

/** Names of a page's own state; ids of traces are none of the reader's business. */
const stateName = /^[a-z]{1,12}$/;
const idNames: ReadonlySet<string> = new Set(['a', 'b', 't']);

const anyId = /[0-9a-f]{32}/;

/** The query of a page as its reader gets it: no ids, nothing that is masked. null where nothing is left. */
export function sharedView(view: string | null, masker: Masker): string | null {
  const shared = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(view ?? ''))
    if (stateName.test(name) && !idNames.has(name) && !anyId.test(value))
      shared.append(name, masker.text(value));
  return shared.size === 0 ? null : shared.toString();
}
