'use client';

import { Copy, Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field, Textarea, TextInput } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { editsWords, type ForkEdit } from '@/lib/trace/fork-edit';
import { askOf, nextId, type VariantDraft, variantName } from './matrix-draft';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface VariantFieldsProps {
  variants: readonly VariantDraft[];
  edits: readonly ForkEdit[];
  onChange: (variants: readonly VariantDraft[]) => void;
}

/** Ways to ask: the fork as it is edited, and other words in the place of what it asks. */
export function VariantFields({ variants, edits, onChange }: VariantFieldsProps) {
  const set = (id: number, part: Partial<VariantDraft>): void =>
    onChange(variants.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const asked = askOf(edits);
  const add = (text: string): void =>
    onChange([...variants, { id: nextId(variants), name: '', text }]);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-12 text-text-3">
        {asked?.type === 'append-user'
          ? 'Each asks something else in the place of the message that you append.'
          : 'Each asks something else in the place of the last user message.'}
      </p>
      <ul className="flex flex-col gap-2">
        {variants.map((variant, at) => {
          const name = variantName(variant, at, edits.length > 0);
          return (
            <li key={variant.id} className="flex flex-col gap-2 border border-line p-2">
              <div className="flex items-end gap-1">
                <Field label="Name" className="flex-1">
                  {(control) => (
                    <TextInput
                      {...control}
                      maxLength={50}
                      placeholder={name}
                      value={variant.name}
                      onChange={(event) => set(variant.id, { name: event.target.value })}
                    />
                  )}
                </Field>
                <span className="flex h-8 items-center gap-1">
                  <IconButton
                    label={`Duplicate ${name}`}
                    glyph={<Copy {...glyph} />}
                    onClick={() => add(variant.text ?? asked?.text ?? '')}
                  />
                  <IconButton
                    label={`Remove ${name}`}
                    disabled={variants.length === 1}
                    glyph={<Trash2 {...glyph} />}
                    onClick={() => onChange(variants.filter(({ id }) => id !== variant.id))}
                  />
                </span>
              </div>
              {variant.text === null ? (
                <p className="text-12 text-text-2 [overflow-wrap:anywhere]">
                  {edits.length === 0 ? 'The fork unchanged.' : `As edited: ${editsWords(edits)}.`}
                  {asked && <bdi className="line-clamp-3 font-mono">{asked.text}</bdi>}
                </p>
              ) : (
                <Field label="What is asked">
                  {(control) => (
                    <Textarea
                      {...control}
                      value={variant.text ?? ''}
                      onChange={(event) => set(variant.id, { text: event.target.value })}
                    />
                  )}
                </Field>
              )}
            </li>
          );
        })}
      </ul>
      <div>
        <Button glyph={<Plus {...glyph} />} onClick={() => add('')}>
          Add a variant
        </Button>
      </div>
    </div>
  );
}
