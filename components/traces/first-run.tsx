'use client';

import { useQuery } from '@tanstack/react-query';
import { FileUp, Play, SquareTerminal } from 'lucide-react';
import { api } from '@/components/data/api-client';
import type { PickedFile } from '@/components/import/upload';
import { UploadButtons } from '@/components/import/upload-buttons';

/** Three doors: a sample, a file, code. */
export function FirstRun({
  origin,
  onSample,
  onFiles,
}: {
  origin: string;
  onSample: (id: string, title: string) => void;
  onFiles: (files: readonly PickedFile[]) => void;
}) {
  const { data } = useQuery(api.imports.samples.queryOptions());
  return (
    <div className="grid gap-x-8 gap-y-6 p-4 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] md:p-8">
      <section aria-labelledby="first-sample">
        <Door id="first-sample" Glyph={Play} title="Open a sample">
          No key needed: a scripted model is built in.
        </Door>
        <ul className="mt-2 border-line border-t">
          {data?.items.map((sample) => (
            <li key={sample.id} className="border-line border-b">
              <button
                type="button"
                className="flex w-full flex-col items-start gap-0.5 px-3 py-2 text-left hover:bg-surface-1"
                onClick={() => onSample(sample.id, sample.title)}
              >
                <span className="font-medium text-13">{sample.title}</span>
                <span className="text-12 text-text-2">{sample.about}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <div className="flex flex-col gap-6">
        <section aria-labelledby="first-file">
          <Door id="first-file" Glyph={FileUp} title="Drop a trace file">
            Anywhere on this page. Claude Code sessions, OTLP JSON, OpenAI and Anthropic messages,
            shipit_agent; also folders, gzip and zip.
          </Door>
          <div className="mt-2">
            <UploadButtons onFiles={onFiles} />
          </div>
        </section>
        <section aria-labelledby="first-code">
          <Door id="first-code" Glyph={SquareTerminal} title="Send it from code">
            The answer names the trace.
          </Door>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
          <pre tabIndex={0} className="mt-2 overflow-x-auto bg-surface-1 p-3 font-mono text-12">
            {`curl --data-binary @run.jsonl \\\n  '${origin}/api/traces?name=run.jsonl'`}
          </pre>
        </section>
      </div>
    </div>
  );
}

function Door({
  id,
  Glyph,
  title,
  children,
}: {
  id: string;
  Glyph: typeof Play;
  title: string;
  children: React.ReactNode;
}) {
  return (
    <>
      <h2 id={id} className="flex items-center gap-2 font-semibold text-15">
        <Glyph size={14} strokeWidth={1.5} aria-hidden />
        {title}
      </h2>
      <p className="text-text-2">{children}</p>
    </>
  );
}
