import { isObject, type Json, type JsonObject } from '@/lib/trace/json';

interface TableShape {
  /** Keys of all rows, in the order in which they appear first. */
  columns: string[];
  rows: JsonObject[];
}

/** Wider than this nobody reads a table. */
const widest = 40;

const isNested = (value: Json): boolean => typeof value === 'object' && value !== null;

/**
 * A list of records as a table: every entry an object with keys, and at least half of all their values without
 * structure. null for everything else, which is better read as a tree.
 */
export function tableShape(value: Json): TableShape | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const rows: JsonObject[] = [];
  const columns = new Set<string>();
  let cells = 0;
  let nested = 0;
  for (const row of value) {
    if (!isObject(row)) return null;
    const entries = Object.entries(row);
    if (entries.length === 0) return null;
    for (const [key, cell] of entries) {
      columns.add(key);
      cells += 1;
      if (isNested(cell)) nested += 1;
    }
    if (columns.size > widest) return null;
    rows.push(row);
  }
  return nested * 2 > cells ? null : { columns: [...columns], rows };
}
