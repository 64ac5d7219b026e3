import type { FactKind } from '@/lib/replay/facts/fact';
import { plainLine } from '@/lib/view/plain-line';

/** Kinds whose facts are called by sentences; the others are named by ids, paths and commands. */
const sentences: ReadonlySet<FactKind> = new Set(['goal', 'constraint', 'decision', 'todo']);

export function FactName({ kind, children }: { kind: FactKind; children: string }) {
  return (
    <bdi
      className={`[overflow-wrap:anywhere] ${sentences.has(kind) ? 'text-13' : 'font-mono text-12'}`}
    >
      {plainLine(children)}
    </bdi>
  );
}
