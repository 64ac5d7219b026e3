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
  /** A StatePlane bundle in a folder: hashes that match, differ and are not there. */
  stateBundle: path('../../lib/formats/fixtures/stateplane/bundle'),
  statehouseLog: path('../../lib/formats/fixtures/statehouse/cli-lines.jsonl'),
  /** A run of Bernstein in a folder: its log in two parts, recorded calls, where it came from. */
  bernsteinRun: path('../../lib/formats/fixtures/bernstein/team-run'),
  /** A chained journal of a later Bernstein, with the journal of its agent's steps. */
  bernsteinJournal: path('../../lib/formats/fixtures/bernstein/journal-run'),
  /** Rows of replay-env. */
  capsule: path('../../lib/formats/fixtures/replay-env/capsule.json'),
  replayRun: path('../../lib/formats/fixtures/replay-env/run-continue.json'),
  /** An AG-UI stream: state snapshots and deltas around two runs. */
  researchCanvas: path('../../lib/formats/fixtures/ag-ui/research-canvas.jsonl'),
  /** An AG-UI stream that an error ended, and whose next run breaks off. */
  brokenStream: path('../../lib/formats/fixtures/ag-ui/broken-off.sse'),
  /** Transactions of Statehouse as its server logs them: several agents in one. */
  serverLog: path('../../lib/formats/fixtures/statehouse/server-log.jsonl'),
  codingAgent: path('../../lib/samples/coding-agent.jsonl'),
} as const;

export const bytesOf = (file: keyof typeof fixtures): Buffer<ArrayBuffer> =>
  // A copy, whose memory is surely its own: fetch takes no other.
  Buffer.from(readFileSync(fixtures[file]));
