import { isObject, type Json } from '@/lib/trace/json';

/** What may still be spent on comparing entries one by one. */
export interface Cells {
  left: number;
}

/** Share of common features from which on two entries are versions of one. */
const alike = 0.35;
const mostFeatures = 100;
const mostWords = 24;

/** Some of what an entry is made of: its fields, their values, the first words of its texts. */
function features(value: Json): Set<string> {
  const found = new Set<string>();
  const waiting: [path: string, value: Json][] = [['', value]];
  // First what is near the surface, then what is deeper.
  for (const [path, item] of waiting) {
    if (found.size >= mostFeatures) break;
    if (Array.isArray(item)) for (const child of item.slice(0, 20)) waiting.push([path, child]);
    else if (isObject(item))
      for (const [key, child] of Object.entries(item).slice(0, 20)) {
        found.add(`${path}.${key}`);
        waiting.push([`${path}.${key}`, child]);
      }
    else if (typeof item === 'string')
      for (const word of item.slice(0, 400).split(/\s+/, mostWords)) found.add(`${path}=${word}`);
    else found.add(`${path}=${item}`);
    if (waiting.length > 4 * mostFeatures) waiting.length = 4 * mostFeatures;
  }
  return found;
}

/** Twice what is common over all that there is: 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = a.size + b.size;
  if (all === 0) return 1;
  let common = 0;
  for (const one of a) if (b.has(one)) common += 1;
  return (2 * common) / all;
}

const isScalar = (item: Json | undefined): boolean => item === null || typeof item !== 'object';

/**
 * Pairs places of two gaps in order. Plain values by place; lists and objects so that what is paired is the most
 * alike, while `cells` last, then by place as well.
 */
export function alikePairs(
  gapA: readonly number[],
  gapB: readonly number[],
  a: readonly Json[],
  b: readonly Json[],
  cells: Cells,
): { pairs: [number, number][]; byPlace: boolean } {
  const [rows, columns] = [gapA.length, gapB.length];
  if (rows === 0 || columns === 0) return { pairs: [], byPlace: false };
  const inOrder = gapA.slice(0, columns).map((x, at): [number, number] => [x, gapB[at] ?? 0]);
  const plain = gapA.every((at) => isScalar(a[at])) && gapB.every((at) => isScalar(b[at]));
  if (plain || (rows === 1 && columns === 1)) return { pairs: inOrder, byPlace: false };
  if (rows * columns > cells.left) return { pairs: inOrder, byPlace: true };
  cells.left -= rows * columns;

  const left = gapA.map((at) => features(a[at] ?? null));
  const right = gapB.map((at) => features(b[at] ?? null));
  const scores = left.map((x) => right.map((y) => likeness(x, y)));
  const score = (row: number, column: number): number => scores[row]?.[column] ?? 0;
  // best[r][c]: the most likeness that the entries from r and c on can give.
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const at = (row: number, column: number): number => best[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1) {
      const value = score(row, column);
      best[row * width + column] = Math.max(
        at(row + 1, column),
        at(row, column + 1),
        value >= alike ? value + at(row + 1, column + 1) : 0,
      );
    }
  const pairs: [number, number][] = [];
  for (let [row, column] = [0, 0]; row < rows && column < columns; ) {
    const value = score(row, column);
    const here = at(row, column);
    if (value >= alike && here === value + at(row + 1, column + 1)) {
      pairs.push([gapA[row] ?? 0, gapB[column] ?? 0]);
      row += 1;
      column += 1;
    } else if (here === at(row + 1, column)) row += 1;
    else column += 1;
  }
  return { pairs, byPlace: false };
}
