/** What is said of a tool; null: nobody said. As MCP names them (tool annotations). */
interface Hints {
  readOnly: boolean | null;
  destructive: boolean | null;
  idempotent: boolean | null;
  openWorld: boolean | null;
}

export interface LiveFacts {
  /** null: it is not configured, or not any more. */
  executor: { name: string; trusted: boolean } | null;
  /** null: the executor has no such tool. */
  tool: { allowed: boolean; hints: Hints } | null;
  /** A person allowed this tool on this executor in this branch without being asked again. */
  approved: boolean;
}

/** runs: by itself. ask: a person is asked each time. refused: not at all, whoever asks. */
export type LiveLeave = { leave: 'runs' | 'ask' | 'refused'; reason: string };

/**
 * Whether a call may touch the world (security.md S8). Three things are needed: the executor configured, the
 * tool allowed on it by a person, and the policy of the call. Hints count only where they are trusted; what
 * nobody said counts as the worst: destructive, not to be repeated, reaching outside.
 */
export function liveLeave({ executor, tool, approved }: LiveFacts): LiveLeave {
  if (!executor) return { leave: 'refused', reason: 'Its executor is not configured any more.' };
  const { name, trusted } = executor;
  if (!tool) return { leave: 'refused', reason: `${name} has no such tool.` };
  if (!tool.allowed) {
    return { leave: 'refused', reason: `Nobody has allowed this tool on ${name}.` };
  }
  if (approved) {
    return { leave: 'runs', reason: 'You allowed this tool in this branch without being asked.' };
  }
  const { readOnly, destructive } = tool.hints;
  if (trusted && readOnly === true && destructive !== true) {
    return { leave: 'runs', reason: `${name} says that it only reads, and is trusted.` };
  }
  return { leave: 'ask', reason: askReason(tool.hints, name, trusted) };
}

function askReason(hints: Hints, name: string, trusted: boolean): string {
  const { readOnly, destructive, idempotent, openWorld } = hints;
  if (readOnly === true && destructive !== true) {
    return `${name} says that it only reads, but its word is not trusted.`;
  }
  const worst = [
    destructive === false ? null : destructive === null ? 'may destroy' : 'destroys',
    idempotent === true ? null : 'must not be repeated',
    openWorld === false ? null : 'reaches outside',
  ].filter((word) => word !== null);
  if ([readOnly, destructive, idempotent, openWorld].every((hint) => hint === null)) {
    return 'Nobody said what this tool does, so it counts as one that may destroy, must not be repeated and reaches outside.';
  }
  const doubt = trusted ? '' : `, and the word of ${name} is not trusted`;
  return worst.length === 0
    ? `It changes things${doubt}.`
    : `It changes things: it counts as one that ${list(worst)}${doubt}.`;
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
