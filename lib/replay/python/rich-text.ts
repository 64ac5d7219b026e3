/** Takes two cells of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const none = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;

const cellsOf = (char: string): number => (none.test(char) ? 0 : wide.test(char) ? 2 : 1);

/** Cells that a text takes in a terminal. */
export const cellLength = (text: string): number =>
  [...text].reduce((sum, char) => sum + cellsOf(char), 0);

function cut(text: string, width: number): string {
  let cells = 0;
  let head = '';
  for (const char of text) {
    cells += cellsOf(char);
    if (cells > width) break;
    head += char;
  }
  return head;
}

/** Cut to a width with an ellipsis, or filled up with spaces. */
export function padded(text: string, width: number, side: 'left' | 'right' | 'center'): string {
  const shown = cellLength(text) > width ? `${cut(text, width - 1)}…` : text;
  const room = Math.max(0, width - cellLength(shown));
  const before = side === 'left' ? 0 : side === 'right' ? room : Math.floor(room / 2);
  return ' '.repeat(before) + shown + ' '.repeat(room - before);
}

/** A word that is wider than a line, in pieces of a line each. */
function folded(word: string, width: number): string[] {
  const pieces: string[] = [];
  for (let rest = word; rest !== ''; ) {
    const piece = cut(rest, width) || rest;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces;
}

/** The lines of a text in a width, as the Python library rich breaks them: at spaces, longer words as asked. */
export function wrapText(text: string, width: number, long: 'fold' | 'keep'): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    // Spaces alone hold no word, and the pattern would try from each of them.
    for (const word of (paragraph.trim() !== '' && paragraph.match(/\s*\S+\s*/g)) || []) {
      const length = cellLength(word.trimEnd());
      if (cellLength(line) + length <= width) line += word;
      else {
        if (line !== '') lines.push(line);
        const pieces = long === 'fold' && length > width ? folded(word, width) : [word];
        lines.push(...pieces.slice(0, -1));
        line = pieces.at(-1) ?? '';
      }
    }
    lines.push(line);
  }
  return lines.map((line) => line.trimEnd());
}
