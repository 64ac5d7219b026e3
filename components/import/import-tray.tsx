'use client';

import { X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { IconButton } from '@/components/ui/icon-button';
import { Progress } from '@/components/ui/progress';
import { byteSize, counted } from '@/lib/view/format-number';
import { traceLink } from '@/lib/view/links';
import { PartPicker } from './part-picker';
import { type ImportTask, isEnded, type useImports } from './use-imports';

/** Every upload of this page: how far it is, what came of it, what to do where it failed. */
export function ImportTray({ imports }: { imports: ReturnType<typeof useImports> }) {
  if (imports.tasks.length === 0) return null;
  return (
    <section
      aria-label="Imports"
      className="fixed right-4 bottom-4 z-30 flex max-h-[60vh] w-[min(420px,calc(100vw-32px))] flex-col overflow-y-auto border border-line-strong bg-surface-0"
    >
      {imports.tasks.map((task) => (
        <div key={task.key} className="flex gap-2 border-line border-b p-3 last:border-b-0">
          <div className="min-w-0 flex-1">
            <Task task={task} imports={imports} />
          </div>
          <IconButton
            label={isEnded(task) ? `Dismiss ${task.name}` : `Cancel ${task.name}`}
            glyph={<X size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => (isEnded(task) ? imports.dismiss(task.key) : void imports.cancel(task))}
          />
        </div>
      ))}
    </section>
  );
}

function Task({ task, imports }: { task: ImportTask; imports: ReturnType<typeof useImports> }) {
  const router = useRouter();
  const { state, refused } = task;
  if (refused)
    return (
      <Callout
        live
        tone="error"
        title={<bdi>{refused.message}</bdi>}
        next={refused.hint}
        kept={<Named task={task} />}
      />
    );
  if (!state)
    return (
      <Progress
        label={`Sending ${task.name}`}
        value={task.total > 0 ? task.sent / task.total : null}
        detail={task.total > 0 ? `${byteSize(task.sent)} of ${byteSize(task.total)}` : undefined}
      />
    );
  switch (state.phase) {
    case 'failed':
      return (
        <Callout
          live
          tone="error"
          title={<bdi>{state.error?.message ?? 'The import failed'}</bdi>}
          kept={<Named task={task} />}
          next={state.error?.hint}
        />
      );
    case 'cancelled':
      return <p className="text-12 text-text-2">Cancelled; nothing of {task.name} was kept.</p>;
    case 'choose':
      return <PartPicker state={state} onChoose={(parts) => imports.choose(task, parts)} />;
    case 'done':
    case 'duplicate':
      return (
        <div className="flex flex-col gap-2" role="status">
          <p className="text-12">
            {state.phase === 'duplicate' ? (
              <>
                <Named task={task} /> is already here.
              </>
            ) : (
              <>
                <Named task={task} />: {counted(state.events, 'event')} imported.
              </>
            )}
          </p>
          <div className="flex flex-wrap gap-2">
            {state.traces.slice(0, 5).map((trace) => (
              <Button key={trace.id} onClick={() => router.push(traceLink(trace.id))}>
                <bdi className="max-w-64 truncate">Open {trace.name}</bdi>
              </Button>
            ))}
          </div>
          {state.traces.length > 5 && (
            <p className="text-12 text-text-2">and {state.traces.length - 5} more in the list</p>
          )}
        </div>
      );
    default:
      return (
        <Progress
          label={`Reading ${task.name}`}
          value={null}
          detail={state.events > 0 ? counted(state.events, 'event') : 'looking at it'}
        />
      );
  }
}

function Named({ task }: { task: ImportTask }) {
  return <bdi className="font-mono">{task.name}</bdi>;
}
