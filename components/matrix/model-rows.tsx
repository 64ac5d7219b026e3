'use client';

import { Plus, Trash2 } from 'lucide-react';
import { scripted } from '@/components/run/endpoint-draft';
import { ModelField } from '@/components/run/model-field';
import { Button } from '@/components/ui/button';
import { Field, Select } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { type ModelDraft, nextId } from './matrix-draft';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface ModelRowsProps {
  models: readonly ModelDraft[];
  /** null while nobody has told them. */
  endpoints: readonly Endpoint[] | null;
  onChange: (models: readonly ModelDraft[]) => void;
}

/** Where model calls go: pairs of an endpoint and a model. */
export function ModelRows({ models, endpoints, onChange }: ModelRowsProps) {
  const set = (id: number, part: Partial<ModelDraft>): void =>
    onChange(models.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const list = endpoints ?? [scripted];
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {models.map(({ id, endpointId, model }, at) => {
          const picked = list.find((one) => one.id === endpointId);
          return (
            <li key={id} className="flex items-start gap-2">
              <Field label={`Endpoint ${at + 1}`} className="flex-1">
                {(control) => (
                  <Select
                    {...control}
                    value={endpointId}
                    onChange={(event) => set(id, { endpointId: event.target.value, model: '' })}
                  >
                    {!picked && <option value={endpointId}>…</option>}
                    {list.map((one) => (
                      <option key={one.id} value={one.id}>
                        {one.name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <div className="min-w-0 flex-1">
                {picked && picked.kind !== 'scripted' && (
                  <ModelField
                    key={picked.id}
                    endpoint={picked}
                    value={model}
                    onChange={(next) => set(id, { model: next })}
                  />
                )}
              </div>
              <span className="flex h-[52px] items-end pb-1">
                <IconButton
                  label={`Remove endpoint ${at + 1}`}
                  disabled={models.length === 1}
                  glyph={<Trash2 {...glyph} />}
                  onClick={() => onChange(models.filter((one) => one.id !== id))}
                />
              </span>
            </li>
          );
        })}
      </ul>
      <div>
        <Button
          glyph={<Plus {...glyph} />}
          onClick={() =>
            onChange([
              ...models,
              {
                id: nextId(models),
                endpointId: models.at(-1)?.endpointId ?? scripted.id,
                model: '',
              },
            ])
          }
        >
          Add a model
        </Button>
      </div>
    </div>
  );
}
