import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Files of ours that tests upload: small, written for the purpose. */
export const fixtures = {
  /** shipit_agent: two tools, the second fails, and with it the run. */
  lostParcel: path('../fixtures/lost-parcel.json'),
  /** An OpenAI message array with a tool call. */
  weatherChat: path('../fixtures/weather-chat.json'),
  /** A Claude Code session with a sub-agent in a folder of its own. */
  sessionFolder: path('../../lib/formats/fixtures/claude-code/agents'),
  /** Two Claude Code sessions in one file. */
  twoSessions: path('../../lib/formats/fixtures/claude-code/two-sessions.jsonl'),
  codingAgent: path('../../lib/samples/coding-agent.jsonl'),
} as const;

export const bytesOf = (file: keyof typeof fixtures): Buffer<ArrayBuffer> =>
  // A copy, whose memory is surely its own: fetch takes no other.
  Buffer.from(readFileSync(fixtures[file]));
