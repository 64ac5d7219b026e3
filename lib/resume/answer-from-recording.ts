import type { Answerer } from './answerer';
import type { Recording } from './recording';

/**
 * Answers what the lineage recorded, for calls made in `lane`: first what is the very same call, then what
 * differs in nothing but the paths that a rule leaves out.
 */
export const answerFromRecording =
  (recording: Recording, lane: string, ignore: readonly string[] = []): Answerer =>
  async (call) => {
    const exact = recording.take(call, lane);
    const found = exact ?? (ignore.length > 0 ? recording.take(call, lane, { ignore }) : null);
    if (!found) return null;
    const { output, isError } = found.call.result;
    return {
      output,
      isError: isError === true,
      provenance: {
        by: 'recording',
        seq: found.call.seq,
        ...(found.up > 1 ? { up: found.up } : {}),
        ...(exact ? {} : { ignored: [...ignore] }),
      },
      recorded: found.call.result,
    };
  };
