'use client';

import { Wrench } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { ForkProblem } from '@/lib/replay/fork/fork-problems';
import type { Checkpoint } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';

/** What a model would refuse, each with the one click that cures it. */
export function ProblemList({
  checkpoint,
  onEdit,
}: {
  checkpoint: Checkpoint;
  onEdit: (edit: ForkEdit) => void;
}) {
  const { problems, conversation } = checkpoint;
  return problems.map((problem) => (
    <Callout
      key={`${problem.kind} ${problem.index}`}
      live
      tone="warn"
      title={wordsOf(problem, (conversation[problem.index]?.from ?? problem.index) + 1)}
      next="Most endpoints refuse such a conversation."
      actions={
        <Button
          glyph={<Wrench size={14} strokeWidth={1.5} aria-hidden />}
          onClick={() => onEdit(problem.repair)}
        >
          {problem.kind === 'unanswered-call' ? 'Take the call out' : 'Take the result out'}
        </Button>
      }
    />
  ));
}

function wordsOf({ kind, tools }: ForkProblem, place: number) {
  const names = tools.map((tool) => tool ?? 'unnamed tool').join(', ');
  return kind === 'unanswered-call' ? (
    <>
      Message {place} calls <bdi className="font-mono">{names}</bdi>, and nothing answers it.
    </>
  ) : (
    <>
      Message {place} holds a result of <bdi className="font-mono">{names}</bdi> that nothing asked
      for.
    </>
  );
}
