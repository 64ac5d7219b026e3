import { Archive, CircleAlert, GitFork } from 'lucide-react';
import Link from 'next/link';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { FoundTrace as Found, SearchHit } from '@/lib/api/search-contract';
import { kindWord } from '@/lib/view/event-words';
import { counted } from '@/lib/view/format-number';
import { traceLink } from '@/lib/view/links';
import { plainLine } from '@/lib/view/plain-line';
import { SnippetText } from './snippet-text';

const glyph = { size: 14, strokeWidth: 1.5 } as const;

/** One trace and its first hits, each a way to the event. `query` asks the same of one trace. */
export function FoundTrace({ trace, query }: { trace: Found; query: string }) {
  const { id, name, total, hits } = trace;
  return (
    <section aria-label={plainLine(name)} className="border-line border-b py-1.5">
      <div className="flex flex-wrap items-center gap-x-2 px-3">
        <h2 className="flex min-w-0 items-center gap-1.5 font-medium text-13">
          {trace.branch && (
            <GitFork {...glyph} className="shrink-0 text-diverge" aria-label="branch" />
          )}
          <Link
            href={traceLink(id, { q: query })}
            className="flex min-h-6 min-w-0 items-center hover:underline"
          >
            <bdi className="truncate">{plainLine(name)}</bdi>
          </Link>
        </h2>
        {trace.archived && (
          <span className="inline-flex items-center gap-1 text-12 text-text-3">
            <Archive {...glyph} aria-hidden />
            archived
          </span>
        )}
        <span className="ml-auto shrink-0 text-12 text-text-3 tabular-nums">
          {counted(total, 'event')}
        </span>
      </div>
      <ul>
        {hits.map((hit) => (
          <li key={hit.seq}>
            <Hit hit={hit} href={traceLink(id, { seq: hit.seq, q: query, mode: 'highlight' })} />
          </li>
        ))}
      </ul>
      {total > hits.length && (
        <p className="px-3">
          <Link
            href={traceLink(id, { q: query })}
            className="inline-flex min-h-6 items-center pl-14 text-12 text-text-2 underline decoration-line-strong underline-offset-2 hover:text-text-1"
          >
            Find all in this trace
          </Link>
        </p>
      )}
    </section>
  );
}

function Hit({ hit, href }: { hit: SearchHit; href: string }) {
  return (
    <Link
      href={href}
      data-hit
      className="flex gap-2 px-3 py-0.5 text-12 -outline-offset-2 hover:bg-surface-2"
    >
      <span className="w-12 shrink-0 text-right font-mono text-11 text-text-3 leading-5 tabular-nums">
        {hit.seq}
      </span>
      <span className="flex h-5 shrink-0 items-center">
        <KindGlyph kind={hit.kind} role={hit.role} />
        <span className="sr-only">{kindWord[hit.kind]}</span>
      </span>
      <span className="flex min-w-0 flex-1 flex-col sm:flex-row sm:gap-2">
        <bdi
          className={`w-36 shrink-0 truncate font-mono leading-5 ${hit.error ? 'text-bad' : 'text-text-1'}`}
        >
          {plainLine(hit.name ?? hit.type)}
        </bdi>
        <SnippetText pieces={hit.snippet} />
      </span>
      {hit.error && (
        <CircleAlert {...glyph} className="mt-[3px] shrink-0 text-bad" aria-label="error" />
      )}
    </Link>
  );
}
