import type { Recording } from './recording';
import type { Answerer } from './resume';

/** Answers what the lineage recorded, for calls made in `lane`. */
export const answerFromRecording =
  (recording: Recording, lane: string): Answerer =>
  (call) => {
    const found = recording.take(call, lane);
    if (!found) return null;
    const { output, isError } = found.result;
    return {
      output,
      isError: isError === true,
      provenance: { by: 'recording', seq: found.seq },
      recorded: found.result,
    };
  };
