/** The middle of the sorted values; of two middles the lower. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

/** Milliseconds of each of `times` runs, one after another. `prepare` is not counted. */
export async function timed<T>(
  times: number,
  prepare: () => T,
  run: (prepared: T) => unknown,
): Promise<number[]> {
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const prepared = prepare();
    const began = performance.now();
    await run(prepared);
    took.push(performance.now() - began);
  }
  return took;
}
