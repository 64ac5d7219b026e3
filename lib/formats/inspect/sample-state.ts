import type { TraceBuilder } from '@/lib/trace/builder';
import type { Operation, RecordRef } from '@/lib/trace/event';
import { type Json, textField } from '@/lib/trace/json';
import { StateDocument } from '../state/state-document';

/** Parts of a sample's state that its events tell better: conversation, tools and replies. */
const told = /^\/(?:messages|output|tools|tool_choice)(?:\/|$)/;

/** The store of a sample, as events patch it: its own `store` events, and `state` events of solvers. */
export class SampleState {
  readonly #store = new StateDocument();

  constructor(private readonly builder: TraceBuilder) {}

  begin(store: Json): Operation[] {
    return this.#store.snapshot(store);
  }

  store(changes: Json, record: RecordRef): Operation[] {
    const { operations, problem } = this.#store.patch(changes);
    if (problem !== null)
      this.builder.note({
        ...{ severity: 'warning', code: 'bad-patch', records: [record] },
        message: `A change of the store could not be carried out: ${problem}. The store stays as it was.`,
      });
    return operations ?? [];
  }

  /** Changes of the whole state: those of the store. `rest` are the others that nothing else tells. */
  state(changes: readonly Json[], record: RecordRef): { operations: Operation[]; rest: Json[] } {
    const rest: Json[] = [];
    const store: Json[] = [];
    for (const change of changes) {
      const path = textField(change, 'path') ?? '';
      if (path === '/store' || path.startsWith('/store/'))
        store.push({ ...Object(change), path: path.slice('/store'.length) });
      else if (!told.test(path)) rest.push(change);
    }
    return { operations: store.length > 0 ? this.store(store, record) : [], rest };
  }
}
