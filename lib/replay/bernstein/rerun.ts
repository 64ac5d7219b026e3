import { pythonRstrip } from '../python/python-text';

/**
 * The prompt of a task that is run again, with a hint appended as Bernstein's `build_replay_task_request` does: what
 * ends the prompt in white space goes, then a blank line, `Replay hint:` and the hint. An empty hint changes nothing.
 */
export const rerunPrompt = (firstPrompt: string, hint: string): string =>
  hint === '' ? firstPrompt : `${pythonRstrip(firstPrompt)}\n\nReplay hint:\n${hint}`;
