import type { Provenance } from '@/lib/trace/event';

/** Who answered a tool call, short enough for a badge: `rec #813`, `by hand`, `http Orders`. */
export function provenanceWords({ by, seq, up, ignored, executor }: Provenance): string {
  const from = seq === undefined ? '' : `#${seq}`;
  switch (by) {
    case 'recording': {
      const whose = up === undefined ? '' : ` of an ancestor`;
      const paths = ignored && ignored.length > 0 ? `, ignoring ${ignored.join(', ')}` : '';
      return `rec ${from}${whose}${paths}`.replace(/ +/g, ' ').trim();
    }
    case 'hand':
      return from === '' ? 'by hand' : `by hand, from ${from}`;
    case 'fixed':
      return 'fixed value';
    case 'http':
    case 'mcp':
      return [by, executor ?? ''].join(' ').trim();
    case 'denied':
      return 'denied';
    case 'repair':
      return 'told that the arguments were no JSON';
  }
}
