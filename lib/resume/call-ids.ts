import { pairCalls } from '@/lib/replay/fork/pair-calls';
import type { Message } from '@/lib/trace/message';

export interface AnsweredCall {
  id: string;
  tool: string;
}

/**
 * The ids of a conversation's calls as an API takes them: unique, in its shape. One that is missing, used
 * already or of another shape is replaced by one that depends on the place of its call alone, so that it
 * stays as the conversation grows.
 */
export class CallIds {
  readonly #calls = new Map<string, string>();
  readonly #results = new Map<string, AnsweredCall>();
  /** How many had an id that the API does not take. */
  readonly respelled: number;

  constructor(messages: readonly Message[], shape: RegExp) {
    const used = new Set<string>();
    let respelled = 0;
    pairCalls(messages).calls.forEach(({ call, message, part, result }, at) => {
      let id = call.callId ?? '';
      if (id !== '' && !shape.test(id)) {
        respelled += 1;
        id = '';
      }
      for (let count = at + 1; id === '' || used.has(id); count += 1) id = `call_${count}`;
      used.add(id);
      this.#calls.set(`${message} ${part}`, id);
      if (result) this.#results.set(`${result.message} ${result.part}`, { id, tool: call.tool });
    });
    this.respelled = respelled;
  }

  /** Of the call that stands there. */
  of(message: number, part: number): string {
    return this.#calls.get(`${message} ${part}`) ?? '';
  }

  /** The call that the result there answers; undefined where none asked for it. */
  answered(message: number, part: number): AnsweredCall | undefined {
    return this.#results.get(`${message} ${part}`);
  }
}
