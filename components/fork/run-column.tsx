'use client';

import { EndpointFields } from '@/components/run/endpoint-fields';
import { LimitsFields } from '@/components/run/limits-fields';
import type { Draft } from './draft';
import { RepeatsFields } from './repeats-fields';
import { Section } from './section';
import type { ForkPlan } from './use-fork-plan';

interface RunColumnProps {
  plan: ForkPlan;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

/** Where model calls go, how far, and how often. */
export function RunColumn({ plan, draft, onDraft }: RunColumnProps) {
  const { endpoint, edits, control } = plan;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Section title="Where model calls go">
        <EndpointFields endpoint={endpoint} />
      </Section>
      <Section title="Limits">
        <LimitsFields
          limits={endpoint.draft.limits}
          onChange={(limits) => endpoint.change({ ...endpoint.draft, limits })}
        />
      </Section>
      <Section title="Control and repeats">
        <RepeatsFields
          edited={edits.length > 0}
          control={control}
          onControl={(is) => onDraft({ ...draft, control: is })}
          repeats={draft.repeats}
          onRepeats={(repeats) => onDraft({ ...draft, repeats })}
        />
      </Section>
    </div>
  );
}
