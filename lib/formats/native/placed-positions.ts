import { type Edit, positionsOf, refsOf } from '@/lib/trace/conversation';

/** Where the messages of an export stand here: elsewhere only in a file that was changed by hand. */
export class PlacedPositions {
  readonly #here = new Map<number, number>();
  #highest = -1;

  /** false where the position is taken or the message stands elsewhere here. */
  add(exported: number, here: number): boolean {
    const first = !this.#here.has(exported);
    this.#here.set(exported, here);
    this.#highest = Math.max(this.#highest, exported);
    return first && exported === here;
  }

  /** Puts an edit's positions to where the messages are here. false: it refers to one that is not there. */
  place(edit: Edit): boolean {
    // Before anything is counted out: a range may claim any length.
    if (edit.append.some(([, end]) => end > this.#highest + 1)) return false;
    const positions: number[] = [];
    for (const position of positionsOf(edit.append)) {
      const here = this.#here.get(position);
      if (here === undefined) return false;
      positions.push(here);
    }
    edit.append = refsOf(positions);
    if (edit.echoes)
      edit.echoes = edit.echoes.flatMap(([index, reply]): [number, number][] => {
        const here = this.#here.get(reply);
        return here === undefined || index >= positions.length ? [] : [[index, here]];
      });
    return true;
  }
}
