import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { rowName } from './event-words';
import { counted } from './format-number';

const calls = (outline: Outline, from: number, to: number): OutlineRow[] =>
  outline.slice(from, to).filter(({ kind }) => kind === 'tool-call');

/**
 * What rows `[from, to)` that one side has alone are, in a few words: "retry ×3 of web_search" where the same tool
 * was called before or is called next, "web_search ×3" where all calls are of one tool, "log ×4" where all rows
 * have one name, else their number.
 */
export function absorbedWords(outline: Outline, from: number, to: number): string {
  const rows = outline.slice(from, to);
  const names = new Set(rows.map(rowName));
  const tools = calls(outline, from, to);
  const [tool] = tools;
  if (tool && new Set(tools.map(rowName)).size === 1) {
    const name = rowName(tool);
    const near = [
      calls(outline, Math.max(0, from - 8), from).at(-1),
      calls(outline, to, to + 8)[0],
    ];
    const again = near.some((one) => one !== undefined && rowName(one) === name);
    return again ? `retry ×${tools.length} of ${name}` : `${name} ×${tools.length}`;
  }
  const [only] = names;
  if (names.size === 1 && only !== undefined && rows.length > 1) return `${only} ×${rows.length}`;
  return counted(to - from, 'event');
}
