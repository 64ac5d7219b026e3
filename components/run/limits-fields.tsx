'use client';

import { Field, TextInput } from '@/components/ui/field';
import type { LimitsDraft } from './endpoint-draft';

interface LimitsFieldsProps {
  limits: LimitsDraft;
  onChange: (limits: LimitsDraft) => void;
}

const optional = [
  { name: 'maxTokens', label: 'Tokens', step: '1', max: 100_000_000 },
  { name: 'maxCostUsd', label: 'Cost, USD', step: 'any', max: 10_000 },
  { name: 'maxMinutes', label: 'Minutes', step: 'any', max: 1440 },
] as const;

/** What ends the run by itself. An empty field is no limit. */
export function LimitsFields({ limits, onChange }: LimitsFieldsProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="grid grid-cols-2 gap-2">
        <Field label="Max steps">
          {(control) => (
            <TextInput
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={200}
              value={Number.isNaN(limits.maxSteps) ? '' : limits.maxSteps}
              onChange={(event) => onChange({ ...limits, maxSteps: event.target.valueAsNumber })}
            />
          )}
        </Field>
        {optional.map(({ name, label, step, max }) => (
          <Field key={name} label={label}>
            {(control) => (
              <TextInput
                {...control}
                type="number"
                inputMode={step === '1' ? 'numeric' : 'decimal'}
                min={0}
                max={max}
                step={step}
                placeholder="no limit"
                value={limits[name] ?? ''}
                onChange={(event) => {
                  const value = event.target.valueAsNumber;
                  onChange({ ...limits, [name]: Number.isNaN(value) ? null : value });
                }}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="text-12 text-text-3">
        A step is one model call. Whichever limit is reached first ends the run; what came is kept.
      </p>
    </div>
  );
}
