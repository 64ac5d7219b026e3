import type { ResumeStep } from '@/lib/resume/resume';
import type { Conversation, EventDraft } from '@/lib/trace/builder';
import type { Json } from '@/lib/trace/json';
import { jsonLine } from '@/lib/trace/summary';

export type WholeStep = Exclude<
  ResumeStep,
  { type: 'ended' | 'call-started' | 'delta' | 'retrying' }
>;
type Bare<D> = D extends unknown ? Omit<D, 'lane' | 'records'> : never;

export interface StepPlace {
  conversation: Conversation;
  /** The model call that asked for a tool; null where the branch does not hold it. */
  modelCall: number | null;
  /** The event of the call that a result answers. */
  call: number | null;
}

/** A step of a resume as an event of its branch. */
export function stepDraft(step: WholeStep, place: StepPlace): Bare<EventDraft> {
  const { conversation, modelCall, call } = place;
  const { startedAt } = step;
  switch (step.type) {
    case 'model-call': {
      const { reply, model, usage, finishReason, unfinished, durationMs, setup, adapted } = step;
      return {
        ...{ kind: step.type, type: 'model_call', name: model, model, usage, finishReason },
        ...{ costUsd: null, unfinished, startedAt, durationMs, setup, conversation },
        says: reply ? [reply] : [],
        sawFidelity: adapted.length > 0 ? 'derived' : 'exact',
        ...(adapted.length > 0 ? { extra: { adapted } } : {}),
      };
    }
    case 'tool-call': {
      const { tool, callId, input } = step.call;
      return {
        ...{ kind: step.type, type: 'tool_call', name: tool, tool, callId, input },
        ...{ parent: modelCall, startedAt, conversation },
      };
    }
    case 'tool-result': {
      const { tool, callId } = step.call;
      const { output, isError, provenance } = step.answer;
      return {
        ...{ kind: step.type, type: 'tool_result', name: tool, tool, callId, call },
        ...{ parent: call, startedAt, conversation, provenance },
        says: [step.message],
        error: isError ? { message: jsonLine(output), source: 'is_error' } : null,
      };
    }
    case 'failure': {
      const { code, message, todo, status, retryAfterSeconds } = step.failure;
      const value: Json = { code, todo, status, retryAfterSeconds };
      return {
        ...{ kind: 'error', type: 'model_failure', startedAt, conversation, value },
        error: { message, source: 'endpoint', type: code },
      };
    }
  }
}
