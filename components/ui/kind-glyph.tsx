import {
  ArrowRightLeft,
  Bot,
  Brackets,
  CircleAlert,
  CirclePause,
  CornerDownLeft,
  Database,
  FileQuestionMark,
  FoldVertical,
  GitFork,
  type LucideIcon,
  ScrollText,
  Settings2,
  Sparkle,
  UserRound,
  Wrench,
} from 'lucide-react';
import type { EventKind } from '@/lib/trace/event';
import type { Role } from '@/lib/trace/message';
import { kindWord } from '@/lib/view/event-words';
import { classes } from './classes';

interface KindLook {
  Glyph: LucideIcon;
  label: string;
  /** The token of its hue, without dashes: for an edge or a tick drawn elsewhere (`var(--tool)`). */
  token: string;
  /** The same hue as a class of text. */
  text: string;
}

const look = (Glyph: LucideIcon, label: string, token: string, text: string): KindLook => ({
  Glyph,
  label,
  token,
  text,
});

const kinds: Record<EventKind, KindLook> = {
  message: look(UserRound, kindWord.message, 'user', 'text-user'),
  'model-call': look(Sparkle, kindWord['model-call'], 'model', 'text-model'),
  'tool-call': look(Wrench, kindWord['tool-call'], 'tool', 'text-tool'),
  'tool-result': look(CornerDownLeft, kindWord['tool-result'], 'result', 'text-result'),
  edit: look(GitFork, kindWord.edit, 'diverge-mark', 'text-diverge'),
  state: look(Database, kindWord.state, 'state', 'text-state'),
  span: look(Brackets, kindWord.span, 'agent', 'text-agent'),
  log: look(ScrollText, kindWord.log, 'log', 'text-log'),
  error: look(CircleAlert, kindWord.error, 'bad', 'text-bad'),
  handoff: look(ArrowRightLeft, kindWord.handoff, 'agent', 'text-agent'),
  interrupt: look(CirclePause, kindWord.interrupt, 'agent', 'text-agent'),
  compaction: look(FoldVertical, kindWord.compaction, 'state', 'text-state'),
  unreadable: look(FileQuestionMark, kindWord.unreadable, 'warn', 'text-warn'),
};

const roles: Record<Role, KindLook> = {
  user: look(UserRound, 'user message', 'user', 'text-user'),
  assistant: look(Bot, 'assistant message', 'model', 'text-model'),
  system: look(Settings2, 'system message', 'log', 'text-log'),
  tool: look(CornerDownLeft, 'tool message', 'result', 'text-result'),
};

/** Glyph, word and hue of a kind: the same in row, outline, minimap, filter and diff. */
const kindLook = (kind: EventKind, role?: Role | null): KindLook =>
  kind === 'message' && role ? roles[role] : kinds[kind];

interface KindGlyphProps {
  kind: EventKind;
  /** Of a message. */
  role?: Role | null;
  /** The word stands beside it already: the glyph is decoration. */
  silent?: boolean;
  className?: string;
}

export function KindGlyph({ kind, role, silent, className }: KindGlyphProps) {
  const { Glyph, label, text } = kindLook(kind, role);
  return (
    <Glyph
      size={14}
      strokeWidth={1.5}
      className={classes('shrink-0', text, className)}
      {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
