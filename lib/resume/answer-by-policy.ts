import { ruleOf, type ToolPolicy } from '@/lib/trace/tool-policy';
import { answerFromRecording } from './answer-from-recording';
import type { Answer, Answerer, OpenCall } from './answerer';
import type { Recording } from './recording';

interface PolicyOptions {
  /** Read anew for every call: a person may have changed it meanwhile. */
  policy(): Promise<ToolPolicy>;
  recording: Recording;
  lane: string;
  /** Runs a call for real, if it has leave to. null: a person has to say. */
  live(
    call: OpenCall,
    executorId: string,
    policy: ToolPolicy,
    signal: AbortSignal,
  ): Promise<Answer | null>;
}

/**
 * The chain of a tool's rule: what the lineage recorded, then what the rule says of the rest. null leaves
 * the call to a person.
 */
export function answerByPolicy({ policy, recording, lane, live }: PolicyOptions): Answerer {
  return async (call, signal) => {
    const now = await policy();
    const rule = ruleOf(now, call.tool);
    if (rule.recording) {
      const recorded = await answerFromRecording(recording, lane, rule.ignore)(call, signal);
      if (recorded) return recorded;
    }
    const { otherwise } = rule;
    switch (otherwise.by) {
      case 'hand':
        return null;
      case 'fixed': {
        const { output, isError } = otherwise;
        return { output, isError, provenance: { by: 'fixed' } };
      }
      case 'deny':
        return { output: denied(call.tool), isError: true, provenance: { by: 'denied' } };
      case 'executor':
        return live(call, otherwise.executorId, now, signal);
    }
  };
}

const denied = (tool: string): string => `${tool} was not run: it is denied here.`;
