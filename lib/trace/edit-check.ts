import { type Edit, editLength } from './conversation';
import type { OutlineRow } from './outline';

type Edited = Pick<OutlineRow, 'seq' | 'saw' | 'said'>;

/** Checks edits row by row, in seq order: each may build only on a conversation that is there. */
export class EditCheck {
  readonly #lengths: number[] = [];

  /** A sentence per breach of the next row, none for sound edits. */
  breaches(row: Edited, poolSize: number): string[] {
    const broken: string[] = [];
    if (row.saw) broken.push(...this.#breaches(row.saw, row.seq, null, 'saw', poolSize));
    const seen = row.saw ? editLength(row.saw) : null;
    if (row.said) broken.push(...this.#breaches(row.said, row.seq, seen, 'said', poolSize));
    return broken;
  }

  /** Goes on to the row after this one. */
  admit({ saw, said }: Edited): void {
    this.#lengths.push(said ? editLength(said) : saw ? editLength(saw) : 0);
  }

  #breaches(
    edit: Edit,
    seq: number,
    seen: number | null,
    word: string,
    poolSize: number,
  ): string[] {
    const broken: string[] = [];
    const { base, keep } = edit;
    if (base !== null && base > seq)
      broken.push(`#${seq} ${word} builds on the later event #${base}`);
    const room = base === null ? 0 : base === seq ? seen : this.#lengths[base];
    if (room === null) broken.push(`#${seq} ${word} builds on itself without having seen anything`);
    else if (room === undefined || keep > room)
      broken.push(`#${seq} ${word} keeps ${keep} of ${room ?? 'no'} messages`);
    for (const [start, end] of edit.append)
      if (start >= end || end > poolSize)
        broken.push(`#${seq} ${word} refers to messages ${start} to ${end}`);
    return broken;
  }
}
