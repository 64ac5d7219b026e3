import { cellLength, padded, wrapText } from './rich-text';

export interface Column {
  title: string;
  /** Cells of text; what is not fixed is as wide as its widest text. */
  width?: number;
  side?: 'left' | 'right';
}

/** rich's `ratio_distribute`: from left to right, each share rounded up. */
function distribute(total: number, ratios: readonly number[]): number[] {
  let ratio = ratios.reduce((sum, part) => sum + part, 0);
  let left = total;
  return ratios.map((part) => {
    const share = ratio > 0 ? Math.max(0, Math.ceil((part * left) / ratio)) : left;
    ratio -= part;
    left -= share;
    return share;
  });
}

/** Widths of columns with a space on either side. */
function widthsOf(columns: readonly Column[], rows: readonly string[][], whole: number | null) {
  const widths = columns.map(({ title, width }, at) => {
    const texts = [title, ...rows.map((row) => row[at] ?? '')];
    return (width ?? Math.max(...texts.flatMap((text) => text.split('\n')).map(cellLength))) + 2;
  });
  if (whole === null) return widths;
  const room = whole - columns.length - 1;
  const over = widths.reduce((sum, width) => sum + width, 0) - room;
  if (over <= 0) {
    const shares = distribute(-over, widths);
    return widths.map((width, at) => width + (shares[at] ?? 0));
  }
  return widths.map((width, at) =>
    columns[at]?.width === undefined ? Math.max(3, width - over) : width,
  );
}

/** A table as the Python library rich draws it without colours. `whole`: stretched to that many cells. */
export function richTable(
  columns: readonly Column[],
  rows: readonly string[][],
  { title = null, whole = null }: { title?: string | null; whole?: number | null } = {},
): string[] {
  const widths = widthsOf(columns, rows, whole);
  const rule = (left: string, line: string, between: string, right: string): string =>
    left + widths.map((width) => line.repeat(width)).join(between) + right;
  const drawn = (cells: readonly string[], mark: string): string[] => {
    const lines = columns.map((_, at) => wrapText(cells[at] ?? '', (widths[at] ?? 2) - 2, 'keep'));
    const height = Math.max(...lines.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
      const parts = columns.map(({ side = 'left' }, at) =>
        padded(lines[at]?.[line] ?? '', (widths[at] ?? 2) - 2, side),
      );
      return `${mark} ${parts.join(` ${mark} `)} ${mark}`;
    });
  };
  const head = columns.map((column) => column.title);
  const total = widths.reduce((sum, width) => sum + width, 0) + columns.length + 1;
  return [
    ...(title === null ? [] : [padded(title, total, 'center')]),
    rule('┏', '━', '┳', '┓'),
    ...drawn(head, '┃'),
    rule('┡', '━', '╇', '┩'),
    ...rows.flatMap((row) => drawn(row, '│')),
    rule('└', '─', '┴', '┘'),
  ];
}

/** A panel with a title, as wide as the terminal. */
export function richPanel(text: string, title: string, width: number): string[] {
  const inner = width - 4;
  const room = Math.max(0, inner - cellLength(title) - 2);
  const before = Math.floor(room / 2);
  const line = '─';
  return [
    `╭${line}${line.repeat(before)} ${title} ${line.repeat(room - before)}${line}╮`,
    ...wrapText(text, inner, 'fold').map((part) => `│ ${padded(part, inner, 'left')} │`),
    `╰${line.repeat(width - 2)}╯`,
  ];
}
