import type { TraceBuilder } from '@/lib/trace/builder';
import { field, isObject } from '@/lib/trace/json';
import type { Outcome } from '@/lib/trace/trace';
import { instantOf, itemsOf, otherMembers, type ReplayDocument } from './document';
import { tellRunEvent } from './run-event';

const gates = new Map<string, Outcome>([
  ['continue', 'ok'],
  ['block', 'failed'],
]);

/** Reads a run trace: its steps in order, then its gate. */
export function readRun(document: ReplayDocument, title: string, builder: TraceBuilder): void {
  const { file, members, span } = document;
  let failed = 0;
  for (const at of itemsOf(file, members.get('events')) ?? []) {
    const record = file.ref(at);
    const parsed = file.parse(at);
    if (parsed.ok && isObject(parsed.value)) {
      if (field(parsed.value, 'success') === false) failed += 1;
      tellRunEvent(parsed.value, record, builder);
    } else {
      const reason = parsed.ok ? 'This is no step of a run' : parsed.reason;
      builder.add({
        ...{ kind: 'unreadable', type: 'unreadable', lane: 'main', records: [record], reason },
      });
    }
  }
  const extra = otherMembers(document, ['events']);
  const gate = field(extra, 'gate');
  const gateSpan = members.get('gate');
  const word = typeof gate === 'string' ? gate : null;
  const outcome = word === null ? 'unfinished' : (gates.get(word) ?? 'unknown');
  if (gateSpan)
    builder.add({
      ...{ kind: 'log', type: 'gate', lane: 'main', name: 'gate', records: [file.ref(gateSpan)] },
      ...{ text: `gate: ${word ?? 'unknown'}`, startedAt: instantOf(extra, 'finishedAt') },
    });
  if (outcome === 'unknown' || (gateSpan && word === null))
    builder.note({
      ...{ severity: 'warning', code: 'gate-word', records: gateSpan ? [file.ref(gateSpan)] : [] },
      message: 'The gate is neither continue nor block, the two words that replay-env writes.',
    });
  if (word === 'continue' && failed > 0)
    builder.note({
      ...{ severity: 'info', code: 'failure-allowed', records: [] },
      message: `${failed} ${failed === 1 ? 'step' : 'steps'} failed and the gate says continue: the app's manifest allows it. The trace does not say so itself.`,
    });
  if (span.torn || outcome === 'unfinished')
    builder.note({
      ...{ severity: 'error', code: 'torn', records: [] },
      message: 'The trace breaks off before its gate: the run did not end, or the rest is lost.',
    });
  builder.finish({
    ...{ name: title, format: 'replay-env', outcome, timeQuality: 'recorded', extra },
  });
}
