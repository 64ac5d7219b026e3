import type { TraceBuilder } from '@/lib/trace/builder';
import type { Outcome } from '@/lib/trace/trace';
import type { ShipitDocument } from './document';
import { readEvent } from './payload';
import { planOf } from './plan';
import { tellEvent } from './tell-event';
import { tellModelCall } from './tell-model-call';
import { Telling } from './telling';

/**
 * Reads one trace document: each event is parsed once to plan and once to tell, so that a big file is
 * never held parsed. Says how the last run ended and whether events carry times.
 */
export function readTrace(
  document: ShipitDocument,
  builder: TraceBuilder,
): { outcome: Outcome; timed: boolean } {
  const plan = planOf(document.elements, (span) => {
    const parsed = document.file.parse(span);
    return parsed.ok ? readEvent(parsed.value) : parsed.reason;
  });
  const telling = new Telling(document, plan, builder);
  plan.entries.forEach(({ lane, reason }, at) => {
    for (const step of plan.told.get(at) ?? []) tellModelCall(telling, step);
    if (plan.absorbed.has(at)) return;
    if (reason === null) tellEvent(telling, at);
    else {
      const records = [telling.ref(at)];
      telling.add({ kind: 'unreadable', type: 'unreadable', lane, records, reason });
    }
  });
  for (const step of plan.told.get(plan.entries.length) ?? []) tellModelCall(telling, step);
  if (telling.lostCalls.length > 0)
    builder.note({
      severity: 'warning',
      code: 'lost-result',
      message:
        'The model went on after these tool calls, but the trace holds no result for them: the conversation is rebuilt without them.',
      records: telling.lostCalls,
    });
  return { outcome: telling.outcome, timed: plan.timed };
}
