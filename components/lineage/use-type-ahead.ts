import { useMemo } from 'react';

/** Letters that come sooner after each other than this are one word. */
const pauseMs = 700;

const writes = /^[\p{L}\p{N} ._-]$/u;

interface Named {
  node: { name: string };
}

/** The next run below `at` (round the end) whose name begins with what was typed; one letter goes on from the row. */
export function runNamed<Row extends Named>(
  rows: readonly Row[],
  at: number,
  typed: string,
): Row | undefined {
  const wanted = typed.toLowerCase();
  const from = typed.length === 1 ? at + 1 : at;
  return rows
    .map((_, step) => rows[(from + step) % rows.length])
    .find((row) => row?.node.name.toLowerCase().startsWith(wanted));
}

/** Goes to a run by the beginning of its name. Letters that are keys of their own are so at the beginning only. */
export function useTypeAhead() {
  return useMemo(() => {
    let typed = '';
    let last = Number.NEGATIVE_INFINITY;
    const isTyping = (): boolean => typed !== '' && performance.now() - last < pauseMs;
    return {
      isTyping,
      /** What stands there with this key; null for a key that writes nothing. */
      type(key: string): string | null {
        const before = isTyping() ? typed : '';
        if (!writes.test(key) || (before === '' && key === ' ')) return null;
        typed = before + key;
        last = performance.now();
        return typed;
      },
      find: runNamed,
    };
  }, []);
}
