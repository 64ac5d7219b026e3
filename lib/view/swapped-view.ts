import { swappedFilter } from './diff-filter';

const row = /^(fold-)?(\d+|x)-(\d+|x)(\.\d+\.\d+)?$/;

const flipped = (text: string): string | null => {
  const [whole, fold = '', a, b, out = ''] = row.exec(text) ?? [];
  return whole === undefined ? null : `${fold}${b}-${a}${out}`;
};

/** The same view of a diff after its sides are swapped, as the rest of an address; what makes no sense is left out. */
export function swappedView(search: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const [name, value] of search) {
    if (name === 'a' || name === 'b') continue;
    if (name === 'at') {
      const at = flipped(value);
      if (at !== null) kept.set(name, at);
    } else if (name === 'open') {
      const open = value.split(',').flatMap((one) => flipped(one) ?? []);
      if (open.length > 0) kept.set(name, open.join(','));
    } else kept.set(name, name === 'q' ? swappedFilter(value) : value);
  }
  return kept.size > 0 ? `&${kept}` : '';
}
