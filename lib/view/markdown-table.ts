import { plainLine } from './plain-line';

/** Signs that Markdown reads, and what an address begins with: words of a trace become no links. */
const signs = /[\\`*_{}[\]<>|~&!#]|:(?=\/\/)/g;

/** Words of a trace in one line, as plain text. */
export const markdownText = (text: string): string =>
  plainLine(text.replace(/\s+/g, ' ').trim()).replace(signs, '\\$&');

/** A table in Markdown, with all cells as plain text. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
