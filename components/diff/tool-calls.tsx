import type { DiffMetrics } from '@/lib/api/diff-contract';
import { delta, exactNumber } from '@/lib/view/format-number';

type Tools = DiffMetrics['tools'];

/** Calls by tool on both sides, most first: folded away until it is asked for. */
export function ToolCalls({ a, b }: { a: Tools; b: Tools }) {
  const left = new Map(a);
  const right = new Map(b);
  const tools = [...new Set([...left.keys(), ...right.keys()])];
  if (tools.length === 0) return null;
  const number = 'pl-4 text-right font-mono tabular-nums';
  return (
    <details className="text-12">
      <summary className="flex min-h-6 cursor-pointer items-center text-text-2">
        Calls by tool
      </summary>
      <div className="max-h-60 overflow-y-auto">
        <table className="border-collapse">
          <thead>
            <tr className="text-text-3">
              <th scope="col" className="text-left font-medium">
                Tool
              </th>
              <th scope="col" className={number}>
                A
              </th>
              <th scope="col" className={number}>
                B
              </th>
              <th scope="col" className={number}>
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {tools.map((tool) => {
              const [from, to] = [left.get(tool) ?? 0, right.get(tool) ?? 0];
              return (
                <tr key={tool}>
                  <th scope="row" className="text-left font-mono font-normal">
                    <bdi>{tool}</bdi>
                  </th>
                  <td className={number}>{exactNumber(from)}</td>
                  <td className={number}>{exactNumber(to)}</td>
                  <td className={`${number} text-text-2`}>{delta(from, to)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
