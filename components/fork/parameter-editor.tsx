'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, TextInput } from '@/components/ui/field';
import type { Json } from '@/lib/trace/json';
import { ObjectEditor } from './object-editor';
import { type ParameterName, parameterOf, withParameter } from './parameter-fields';

interface ParameterEditorProps {
  recorded: Json | null;
  /** As they would be sent. */
  value: Json | null;
  onChange: (parameters: Json | null) => void;
  onInvalid: (invalid: boolean) => void;
  onSubmit: () => void;
}

const fields: readonly { name: ParameterName; label: string; whole: boolean }[] = [
  { name: 'temperature', label: 'Temperature', whole: false },
  { name: 'maxTokens', label: 'Max tokens of a reply', whole: true },
  { name: 'seed', label: 'Seed', whole: true },
];

/** What a call is sent besides: the common ones as fields, all of them as JSON. */
export function ParameterEditor(props: ParameterEditorProps) {
  const { recorded, value, onChange, onInvalid } = props;
  const [asJson, setAsJson] = useState(false);
  // Another one where a field has changed what the JSON below says.
  const [round, setRound] = useState(0);
  return (
    <div className="flex flex-col gap-2 py-1">
      <div className="grid gap-2 sm:grid-cols-3">
        {fields.map(({ name, label, whole }) => (
          <Field key={name} label={label}>
            {(control) => (
              <TextInput
                {...control}
                type="number"
                inputMode={whole ? 'numeric' : 'decimal'}
                step={whole ? 1 : 'any'}
                placeholder="not said"
                value={parameterOf(value, name) ?? ''}
                onChange={(event) => {
                  const typed = event.target.valueAsNumber;
                  onInvalid(false);
                  setRound(round + 1);
                  onChange(
                    withParameter(value, name, Number.isNaN(typed) ? null : typed, recorded),
                  );
                }}
              />
            )}
          </Field>
        ))}
      </div>
      <Button
        look="ghost"
        className="-ml-2 self-start"
        aria-expanded={asJson}
        onClick={() => {
          if (asJson) onInvalid(false);
          setAsJson(!asJson);
        }}
      >
        {asJson ? 'Close the JSON' : 'All as JSON…'}
      </Button>
      {asJson && (
        <ObjectEditor
          key={round}
          label="Parameters"
          value={value}
          original={recorded}
          onChange={onChange}
          onInvalid={onInvalid}
          onSubmit={props.onSubmit}
        />
      )}
    </div>
  );
}
