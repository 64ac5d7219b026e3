import type { Event } from '@/lib/trace/event';
import { field, isObject, type Json, listField, textField } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { type ToolUse, ToolUses } from './tool-use';

export const todos: Projector = {
  id: 'todo',
  title: factTitles.todo,
  create: () => new TodoReader(),
};

const statuses = new Map([
  ...['pending', 'todo', 'open', 'not-started', 'not_started'].map((word) => [word, 'pending']),
  ...['in_progress', 'in-progress', 'inprogress', 'active', 'doing'].map((word) => [
    word,
    'in_progress',
  ]),
  ...['completed', 'complete', 'done', 'finished'].map((word) => [word, 'completed']),
  ...['cancelled', 'canceled', 'deleted', 'skipped'].map((word) => [word, 'cancelled']),
] as [string, string][]);

const listFields = ['todos', 'plan', 'todoList', 'todo_list', 'tasks', 'items'];
const wordFields = ['content', 'step', 'subject', 'title', 'text', 'task', 'description'];

class TodoReader implements FactReader {
  readonly #uses = new ToolUses('todos', 'todo-add', 'todo-change');
  readonly #facts = new FactTable('todo');
  /** The todos of the last list that was written in each lane. */
  readonly #lists = new Map<string, Set<string>>();
  /** What a task that was added one by one is about, by its id. */
  readonly #tasks = new Map<string, string>();

  add(event: Event, said: readonly Message[]): void {
    const use = this.#uses.add(event, said);
    if (!use || use.failed || use.denied) return;
    if (use.role === 'todos') this.#list(use);
    else if (use.role === 'todo-add') this.#addTask(use);
    else this.#change(use);
  }

  facts(): Fact[] {
    return this.#facts.values();
  }

  #list({ input, lane, seq, tool }: ToolUse): void {
    const items = listFields.flatMap((name) => listField(input, name) ?? []);
    const before = this.#lists.get(lane) ?? new Set();
    const now = new Set(field(input, 'merge') === true ? before : []);
    for (const item of items) {
      const words = wordsOf(item);
      if (words === undefined) continue;
      now.add(words);
      this.#set(words, statusOf(item) ?? 'pending', seq, tool);
    }
    for (const words of before) {
      const known = this.#facts.get(words);
      if (now.has(words) || known?.status === 'completed' || known?.status === 'cancelled')
        continue;
      this.#facts.set(words, {
        ...{ status: 'cancelled', detail: null, seq, source: 'inferred' },
        rule: `A later ${tool} leaves it out of the list`,
      });
    }
    this.#lists.set(lane, now);
  }

  #addTask({ input, seq, tool, text }: ToolUse): void {
    const words = wordsOf(input);
    if (words === undefined) return;
    const id = /#(\w{1,40})/.exec(text().slice(0, 200))?.[1] ?? textField(input, 'id');
    if (id !== undefined) this.#tasks.set(id, words);
    this.#set(words, statusOf(input) ?? 'pending', seq, tool);
  }

  #change({ input, seq, tool }: ToolUse): void {
    const id = field(input, 'taskId') ?? field(input, 'id');
    const words = this.#tasks.get(String(id));
    const status = statusOf(input);
    if (words !== undefined && status !== undefined) this.#set(words, status, seq, tool);
  }

  #set(words: string, status: string, seq: number, tool: string): void {
    if (this.#facts.get(words)?.status === status) return;
    this.#facts.set(words, {
      ...{ title: words, status, detail: null, seq, source: 'recorded' },
      rule: `The agent’s own list says so (${tool})`,
    });
  }
}

function wordsOf(item: Json): string | undefined {
  if (typeof item === 'string') return item.trim() || undefined;
  if (!isObject(item)) return undefined;
  const words = wordFields.map((name) => textField(item, name)?.trim());
  return words.find((text) => text !== undefined && text !== '');
}

function statusOf(item: Json): string | undefined {
  const word = textField(item, 'status') ?? textField(item, 'state');
  return word === undefined ? undefined : (statuses.get(word.toLowerCase()) ?? word.slice(0, 40));
}
