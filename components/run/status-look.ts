import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleEllipsis,
  CircleGauge,
  CirclePause,
  CircleStop,
  LoaderCircle,
  UserRound,
} from 'lucide-react';
import type { Run } from '@/lib/api/run-contract';

/** Glyph, colour and word of every state that a run can be in. */
export const statusLook: Record<
  Run['status'],
  { Glyph: typeof CircleCheck; tone: string; word: string }
> = {
  queued: { Glyph: CircleEllipsis, tone: 'text-text-2', word: 'queued' },
  running: { Glyph: LoaderCircle, tone: 'text-select', word: 'running' },
  waiting: { Glyph: UserRound, tone: 'text-select', word: 'needs you' },
  paused: { Glyph: CirclePause, tone: 'text-text-2', word: 'paused' },
  done: { Glyph: CircleCheck, tone: 'text-ok', word: 'done' },
  limit: { Glyph: CircleGauge, tone: 'text-warn', word: 'limit reached' },
  cancelled: { Glyph: CircleStop, tone: 'text-warn', word: 'stopped' },
  failed: { Glyph: CircleAlert, tone: 'text-bad', word: 'failed' },
  interrupted: { Glyph: CircleDashed, tone: 'text-warn', word: 'interrupted' },
};
