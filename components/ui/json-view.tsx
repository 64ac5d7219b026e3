'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Json } from '@/lib/trace/json';
import { exactNumber } from '@/lib/view/format-number';
import { Button } from './button';
import { ContentText } from './content-text';
import { foldAbove, isBase64, preview } from './fold-text';

/** Children are drawn in portions, so that a list of a million entries is no million nodes. */
const portion = 100;
/** Deeper than this nothing opens by itself and the indent stops growing. */
const deepest = 8;

interface JsonViewProps {
  value: Json;
  /** What it is, for a screen reader: "Arguments of web_search". */
  label: string;
  /** Levels that are open at first; deeper than 8 nothing is. */
  open?: number;
  /** Opens a long text elsewhere. */
  onOpenFull?: (text: string) => void;
}

/** A JSON value as a tree. Only what is open exists; keys and texts are the trace's words and nothing else. */
export function JsonView({ value, label, open = 2, onOpenFull }: JsonViewProps) {
  return (
    <figure aria-label={label} className="content m-0 min-w-0">
      <Node value={value} depth={0} open={Math.min(open, deepest)} onOpenFull={onOpenFull} />
    </figure>
  );
}

interface NodeProps {
  name?: ReactNode;
  value: Json;
  depth: number;
  open: number;
  onOpenFull: ((text: string) => void) | undefined;
}

function Node(props: NodeProps) {
  const { name, value } = props;
  if (value !== null && typeof value === 'object') return <Branch {...props} value={value} />;
  return (
    <div className="pl-4">
      {name}
      <Leaf value={value} onOpenFull={props.onOpenFull} />
    </div>
  );
}

function Branch({ name, value, depth, open, onOpenFull }: NodeProps & { value: object }) {
  const [isOpen, setOpen] = useState(depth < open);
  const [limit, setLimit] = useState(portion);
  const list = Array.isArray(value);
  // Object.entries gives own keys only; `__proto__` is a key like any other here.
  const size = list ? value.length : Object.keys(value).length;
  const words = list
    ? `[${exactNumber(size)} ${size === 1 ? 'entry' : 'entries'}]`
    : `{${exactNumber(size)} ${size === 1 ? 'key' : 'keys'}}`;
  if (size === 0)
    return (
      <div className="pl-4">
        {name}
        <span className="text-text-3">{list ? '[]' : '{}'}</span>
      </div>
    );
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-[18px] max-w-full items-start text-left hover:bg-surface-2"
      >
        <ChevronRight
          size={12}
          strokeWidth={1.5}
          aria-hidden
          className={`mt-[3px] mr-1 shrink-0 text-text-3 transition-transform ${isOpen ? 'rotate-90' : ''}`}
        />
        <span className="min-w-0">
          {name}
          <span className="text-text-3">{words}</span>
          {depth >= deepest && (
            <span className="ml-1 rounded-4 border border-line-strong px-1 text-11 text-text-3">
              level {depth + 1}
            </span>
          )}
        </span>
      </button>
      {isOpen && (
        <ul className={depth < deepest ? 'ml-[5px] border-line border-l pl-1.5' : ''}>
          {childrenOf(value, limit).map(([key, child]) => (
            <li key={key}>
              <Node
                name={<Key name={key} index={list} />}
                value={child}
                depth={depth + 1}
                open={open}
                onOpenFull={onOpenFull}
              />
            </li>
          ))}
          {size > limit && (
            <li className="pl-4 font-sans text-11 text-text-3">
              {exactNumber(limit)} of {exactNumber(size)}
              <Button look="ghost" onClick={() => setLimit(limit + portion)}>
                Show {exactNumber(Math.min(portion, size - limit))} more
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function childrenOf(value: object, limit: number): [string, Json][] {
  if (Array.isArray(value))
    return value.slice(0, limit).map((child: Json, index) => [String(index), child]);
  const entries: [string, Json][] = Object.entries(value);
  return entries.slice(0, limit);
}

function Key({ name, index }: { name: string; index: boolean }) {
  return (
    <>
      <bdi className={index ? 'text-text-3' : 'text-text-2'}>
        {name === '' ? '""' : <ContentText text={preview(name, 200)} codes />}
      </bdi>
      <span className="text-text-3">: </span>
    </>
  );
}

function Leaf({
  value,
  onOpenFull,
}: {
  value: string | number | boolean | null;
  onOpenFull: ((text: string) => void) | undefined;
}) {
  const [open, setOpen] = useState(false);
  if (typeof value !== 'string')
    return (
      <span className="font-medium text-text-1">{value === null ? 'null' : String(value)}</span>
    );
  const bytes = isBase64(value);
  const folded = !open && (bytes || value.length > foldAbove);
  const shown = folded ? preview(value, bytes ? 64 : undefined) : value;
  return (
    <>
      <span className="text-text-3">"</span>
      <bdi className="whitespace-pre-wrap">
        <ContentText text={shown} codes />
      </bdi>
      <span className="text-text-3">{folded ? '…' : '"'}</span>
      {folded && (
        <span className="font-sans text-11 text-text-3">
          {' '}
          {bytes ? 'base64, ' : ''}
          {exactNumber(value.length)} characters
          <Button look="ghost" onClick={() => setOpen(true)}>
            Show all
          </Button>
          {onOpenFull && (
            <Button look="ghost" onClick={() => onOpenFull(value)}>
              Open full
            </Button>
          )}
        </span>
      )}
    </>
  );
}
