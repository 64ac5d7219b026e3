import { ArrowUpDown, EqualNot, type LucideIcon, Minus, Plus } from 'lucide-react';
import { ContentText } from '@/components/ui/content-text';
import { JsonView } from '@/components/ui/json-view';
import { TextView } from '@/components/ui/text-view';
import type { Json } from '@/lib/trace/json';
import { delta } from '@/lib/view/format-number';
import type { JsonChange } from '@/lib/view/json-changes';
import { jsonPath, jsonType } from '@/lib/view/json-path';
import { TextCompare } from './text-compare';

const looks: Record<JsonChange['kind'], { Glyph: LucideIcon; word: string; tone: string }> = {
  changed: { Glyph: EqualNot, word: 'changed', tone: 'text-text-2' },
  added: { Glyph: Plus, word: 'added', tone: 'text-add' },
  removed: { Glyph: Minus, word: 'removed', tone: 'text-del' },
  moved: { Glyph: ArrowUpDown, word: 'moved', tone: 'text-text-2' },
};

/** One path and what became of it. */
export function JsonChangeView({ change }: { change: JsonChange }) {
  const { Glyph, word, tone } = looks[change.kind];
  return (
    <li className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2 border-line border-b py-1">
      <span className={`flex h-[18px] items-center gap-1 text-11 ${tone}`}>
        <Glyph size={14} strokeWidth={1.5} aria-hidden />
        {word}
      </span>
      <div className="min-w-0">
        <p className="font-mono text-12 text-text-2 [overflow-wrap:anywhere]">
          <bdi>
            <ContentText text={jsonPath(change.path)} codes />
          </bdi>
          <span className="font-sans text-11 text-text-3"> {typeWords(change)}</span>
        </p>
        <Values change={change} />
      </div>
    </li>
  );
}

function typeWords(change: JsonChange): string {
  switch (change.kind) {
    case 'added':
      return jsonType(change.after);
    case 'removed':
      return jsonType(change.before);
    case 'changed': {
      const [was, is] = [jsonType(change.before), jsonType(change.after)];
      return was === is ? was : `${was} → ${is}`;
    }
    case 'moved':
      return '';
  }
}

function Values({ change }: { change: JsonChange }) {
  switch (change.kind) {
    case 'added':
      return <Value value={change.after} tone="text-add" />;
    case 'removed':
      return <Value value={change.before} tone="text-del" />;
    case 'moved': {
      const step = change.path.at(-1);
      return typeof step === 'object' && step.a !== null && step.b !== null ? (
        <p className="text-12 text-text-2">
          Entry {step.a + 1} of A is entry {step.b + 1} of B.
        </p>
      ) : null;
    }
    case 'changed': {
      const { before, after } = change;
      if (typeof before === 'string' && typeof after === 'string')
        return <TextCompare label={jsonPath(change.path)} before={before} after={after} />;
      const steps = typeof before === 'number' && typeof after === 'number';
      return (
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <del className="min-w-0 max-w-full no-underline">
            <span className="sr-only">from </span>
            <Value value={before} tone="text-del" />
          </del>
          <span aria-hidden className="text-text-3">
            →
          </span>
          <ins className="min-w-0 max-w-full no-underline">
            <span className="sr-only">to </span>
            <Value value={after} tone="text-add" />
          </ins>
          {steps && (
            <span className="text-11 text-text-3 tabular-nums">{delta(before, after)}</span>
          )}
        </div>
      );
    }
  }
}

function Value({ value, tone }: { value: Json; tone: string }) {
  if (typeof value === 'string') return <TextView text={value} className={tone} />;
  if (value !== null && typeof value === 'object')
    return <JsonView label="Value" value={value} open={1} />;
  return <span className={`font-mono text-12 ${tone}`}>{String(value)}</span>;
}
