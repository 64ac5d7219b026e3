'use client';

import { ValueView } from '@/components/inspector/part-view';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { WordDiff } from '@/components/ui/word-diff';
import type { PendingCall } from '@/lib/api/run-contract';
import { jsonLine } from '@/lib/trace/summary';
import { differingPaths } from '@/lib/view/argument-paths';
import { plainLine } from '@/lib/view/plain-line';
import { prettyJson } from '@/lib/view/pretty-json';

type Suggestion = PendingCall['suggestions'][number];

/** Recorded results of the same tool, nearest first, each with how its arguments differ. None answers by itself. */
export function Suggestions({
  call,
  used,
  onUse,
}: {
  call: PendingCall;
  used: number | null;
  onUse: (suggestion: Suggestion) => void;
}) {
  if (call.suggestions.length === 0)
    return (
      <p className="text-12 text-text-3">
        The recording holds no result of <bdi className="font-mono">{call.tool}</bdi> to suggest.
      </p>
    );
  const asked = prettyJson(call.input);
  return (
    <section aria-label={`Recorded results of ${call.tool}, for #${call.seq}`}>
      <h4 className="font-medium text-12 text-text-2">Recorded results of this tool</h4>
      <ul className="border-line border-t">
        {call.suggestions.map((suggestion) => {
          const input = prettyJson(suggestion.input);
          return (
            <li key={suggestion.seq} className="flex items-start gap-2 border-line border-b py-1">
              <details className="min-w-0 flex-1">
                <summary className="flex min-h-6 cursor-pointer items-center gap-2 text-12">
                  <span className="shrink-0 font-mono text-11 text-text-3">#{suggestion.seq}</span>
                  <Badge>{differenceWords(differingPaths(suggestion.input, call.input))}</Badge>
                  <bdi className="min-w-0 truncate font-mono text-text-2">
                    {plainLine(jsonLine(suggestion.output))}
                  </bdi>
                </summary>
                <div className="flex flex-col gap-2 py-1 pl-2">
                  {input !== asked && (
                    <WordDiff
                      label="From its arguments to the ones asked now"
                      before={input}
                      after={asked}
                    />
                  )}
                  <ValueView value={suggestion.output} />
                </div>
              </details>
              <Button
                className="mt-px"
                aria-pressed={used === suggestion.seq}
                onClick={() => onUse(suggestion)}
              >
                Use recorded #{suggestion.seq}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function differenceWords(paths: readonly string[]): string {
  const [first] = paths;
  if (first === undefined) return 'same arguments';
  const short = first.length > 24 ? `${first.slice(0, 23)}…` : first;
  return paths.length === 1
    ? `differs in ${short}`
    : `differs in ${short} and ${paths.length - 1} more`;
}
