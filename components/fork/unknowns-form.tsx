'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { SetupField } from '@/lib/replay/fork-at';
import { counted } from '@/lib/view/format-number';

interface UnknownsFormProps {
  /** What the trace does not say and nobody has said since. */
  unknown: readonly SetupField[];
  /** The model that is asked; null while none is chosen. */
  model: string | null;
  /** How many tools could be made up from calls. */
  inferred: number;
  onWriteSystem: () => void;
  onInfer: () => void;
  onPaste: () => void;
  onNone: (field: SetupField) => void;
}

/** What the trace does not record and a model would be sent: asked for, not guessed. */
export function UnknownsForm(props: UnknownsFormProps) {
  const { unknown, model, inferred } = props;
  if (unknown.length === 0) return null;
  return (
    <Callout
      title={
        unknown.length === 1 && unknown[0] === 'model'
          ? 'The trace does not name its model.'
          : 'The trace does not say all that a model is sent.'
      }
    >
      <div className="flex flex-col gap-1 pt-1 text-12">
        {unknown.includes('system') && (
          <Line words="System prompt: not in the trace.">
            <Button onClick={props.onWriteSystem}>Write one</Button>
            <Button onClick={() => props.onNone('system')}>There was none</Button>
          </Line>
        )}
        {unknown.includes('tools') && (
          <Line words="Tool definitions: not in the trace.">
            {inferred > 0 && (
              <Button onClick={props.onInfer}>
                Use {counted(inferred, 'tool')} inferred from calls
              </Button>
            )}
            <Button onClick={props.onPaste}>Paste a list</Button>
            <Button onClick={() => props.onNone('tools')}>There were none</Button>
          </Line>
        )}
        {unknown.includes('model') && (
          <p className="text-text-2">
            {model === null ? (
              'Choose the endpoint and model that go on.'
            ) : (
              <>
                <bdi className="font-mono">{model}</bdi> is asked to go on.
              </>
            )}
          </p>
        )}
      </div>
    </Callout>
  );
}

function Line({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="min-w-44 text-text-2">{words}</span>
      {children}
    </div>
  );
}
