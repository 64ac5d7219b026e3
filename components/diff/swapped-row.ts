/** The same row after the sides are swapped, as the rest of an address; nothing where there is none to keep. */
export function swappedRow(at: string | null): string {
  const match = /^(\d+|x)-(\d+|x)$/.exec(at ?? '');
  return match ? `&at=${match[2]}-${match[1]}` : '';
}
