import type { SharePins } from '@/lib/server/shares/share-pins';
import { counted } from '@/lib/view/format-number';

const whats: Record<SharePins['kind'], string> = {
  trace: 'One run of an agent, event by event.',
  moment: 'One run of an agent up to one event.',
  diff: 'Two runs of an agent, side by side.',
  tree: 'Runs of an agent that grew from one.',
};

/** What the file is and what was left out of it, in sentences. */
export function aboutFile({ kind, include, masks }: SharePins): string[] {
  const out = [
    include.raw ? null : 'records as uploaded',
    include.reasoning ? null : 'reasoning',
    include.toolResults ? null : 'tool results',
    include.media ? null : 'media',
  ].filter((what) => what !== null);
  return [
    `${whats[kind]} Open a row to read all of it.`,
    ...(out.length === 0 ? [] : [`Left out: ${out.join(', ')}.`]),
    ...(masks.length === 0
      ? []
      : [`Masked with bullets: ${counted(masks.length, 'value')}, wherever they stood.`]),
    'This file opens without a network.',
  ];
}
