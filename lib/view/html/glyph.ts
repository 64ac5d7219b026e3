import type { EventKind } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord } from '../event-words';
import { glyphs } from './glyphs';
import { Html, html } from './html';

type GlyphName = keyof typeof glyphs;

/** All drawings, once per file. */
export const glyphSheet = (): Html => {
  const symbols = Object.entries(glyphs).map(
    ([name, drawing]) =>
      html`<symbol id="g-${name}" viewBox="0 0 24 24">${new Html(drawing)}</symbol>`,
  );
  return html`<svg width="0" height="0" class="sheet" aria-hidden="true">${symbols}</svg>`;
};

/** @param word what it says where no word stands beside it */
export const glyph = (name: GlyphName, tone = '', word?: string): Html =>
  word === undefined
    ? html`<svg class="g ${tone}" aria-hidden="true"><use href="#g-${name}"/></svg>`
    : html`<svg class="g ${tone}" role="img" aria-label="${word}"><use href="#g-${name}"/></svg>`;

const kinds: Record<EventKind, [glyph: GlyphName, tone: string]> = {
  message: ['user-round', 'user'],
  'model-call': ['sparkle', 'model'],
  'tool-call': ['wrench', 'tool'],
  'tool-result': ['corner-down-left', 'result'],
  edit: ['git-fork', 'diverge'],
  state: ['database', 'state'],
  span: ['brackets', 'agent'],
  log: ['scroll-text', 'log'],
  error: ['circle-exclamation-point', 'bad'],
  handoff: ['arrow-right-left', 'agent'],
  interrupt: ['circle-pause', 'agent'],
  compaction: ['arrows-to-axis-dashed-horizontal', 'state'],
  unreadable: ['file-question-mark', 'warn'],
};

const roles: Record<NonNullable<OutlineRow['role']>, [glyph: GlyphName, tone: string]> = {
  user: ['user-round', 'user'],
  assistant: ['bot', 'model'],
  system: ['settings-2', 'log'],
  tool: ['corner-down-left', 'result'],
};

/** Glyph and word of what a row is. */
export function kindGlyph({ kind, role }: Pick<OutlineRow, 'kind' | 'role'>): Html {
  const [name, tone] = kind === 'message' && role ? roles[role] : kinds[kind];
  return glyph(name, tone, kind === 'message' && role ? `${role} message` : kindWord[kind]);
}
