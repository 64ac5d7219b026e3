import { JsonView } from '@/components/ui/json-view';
import type { Setup } from '@/lib/trace/setup';
import { counted } from '@/lib/view/format-number';
import { MessageFrame } from './message-card';
import { Folded, PartView } from './part-view';

/** What a model call was sent besides its messages; what the trace does not record is said, not left blank. */
export function SetupCard({ setup }: { setup: Setup | null | undefined }) {
  if (setup === undefined)
    return (
      <MessageFrame speaker="system">
        <p className="text-12 text-text-3">Loading…</p>
      </MessageFrame>
    );
  return (
    <MessageFrame speaker="system" aside={<Model setup={setup} />}>
      {setup?.system ? (
        setup.system.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a stored setup never move.
          <PartView key={index} part={part} />
        ))
      ) : (
        <p className="text-12 text-text-3">System prompt: not in the trace</p>
      )}
      {setup?.tools ? (
        <Folded label={counted(setup.tools.length, 'tool')}>
          <ul className="flex flex-col gap-2">
            {setup.tools.map((tool) => (
              <li key={tool.name}>
                <bdi className="font-mono text-12 text-text-1">{tool.name}</bdi>
                {tool.description && <p className="text-12 text-text-2">{tool.description}</p>}
                {tool.schema !== undefined && (
                  <JsonView label={`Schema of ${tool.name}`} value={tool.schema} />
                )}
              </li>
            ))}
          </ul>
        </Folded>
      ) : (
        <p className="text-12 text-text-3">Tool schemas: not in the trace</p>
      )}
      {setup?.parameters != null && (
        <Folded label="Parameters">
          <JsonView label="Parameters" value={setup.parameters} />
        </Folded>
      )}
    </MessageFrame>
  );
}

function Model({ setup }: { setup: Setup | null }) {
  return (
    <bdi className="font-mono text-11 text-text-3">{setup?.model ?? 'model not recorded'}</bdi>
  );
}
