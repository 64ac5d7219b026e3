import type { RecordRef } from '@/lib/trace/event';
import { isObject, type Json } from '@/lib/trace/json';
import { type AdkEvent, either } from './adk-event';
import { deltaOperations } from './state-delta';
import type { Telling } from './telling';

/** State belongs to the session, whoever writes it. */
export const sessionLane = 'session';

const isFilled = (value: Json | undefined): value is Json =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  !(isObject(value) && Object.keys(value).length === 0);

/** What an event did besides speaking, one event each. */
export function tellActions(
  telling: Telling,
  event: AdkEvent,
  record: RecordRef,
  lane: string,
): void {
  const { actions, author } = event;
  const known = new Set<string>();
  const take = (camel: string): Json | undefined => {
    for (const key of Object.keys(actions)) if (either({ [key]: true }, camel)) known.add(key);
    return either(actions, camel);
  };
  const records = [record];
  // A piece of a reply is not kept by the session, and so changes no state.
  const delta = event.partial ? undefined : take('stateDelta');
  if (isObject(delta) && isFilled(delta)) {
    const operations = deltaOperations(delta, telling.finalState);
    telling.add(
      event,
      telling.builder.lane(sessionLane),
      records,
      { kind: 'state', name: author, operations },
      'stateDelta',
    );
  }
  const to = take('transferToAgent');
  if (typeof to === 'string') {
    // The lane of who takes over stands below that of who hands over.
    if (event.branch === null && to !== author) telling.builder.lane(to, to, lane);
    telling.add(
      event,
      lane,
      records,
      { kind: 'handoff', from: author, to, name: to },
      'transferToAgent',
    );
  }
  for (const name of ['requestedAuthConfigs', 'requestedToolConfirmations']) {
    const value = take(name);
    if (isFilled(value))
      telling.add(event, lane, records, { kind: 'interrupt', name, value }, name);
  }
  const rewound = take('rewindBeforeInvocationId');
  if (typeof rewound === 'string') {
    const done = telling.branches.rewind(event.branch, rewound);
    const text = done
      ? 'The invocation and all after it are taken back'
      : 'An invocation is taken back that the file does not hold';
    telling.add(
      event,
      lane,
      records,
      { kind: 'log', text, value: rewound },
      'rewindBeforeInvocationId',
    );
  }
  for (const [name, value] of Object.entries(actions)) {
    if (known.has(name) || !isFilled(value)) continue;
    telling.add(event, lane, records, { kind: 'log', text: name, value }, name);
  }
}
