import type { Format } from '../format';
import { readPart } from './read-part';
import { type ClaudeIndex, scan } from './scan';
import { sniff } from './sniff';

/**
 * Session logs of Claude Code: one JSONL file, several, a folder or a zip. One trace per session, sub-agents
 * as lanes, what a person redid after going back as branches.
 */
export const claudeCode: Format<ClaudeIndex> = {
  id: 'claude-code',
  title: 'Claude Code session',
  sniff,
  scan,
  read: (source, index, part, builder, context) =>
    readPart(source, index.get(part.key) ?? [], part, builder, context),
};
