import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import { oneLine } from '@/lib/trace/summary';
import { essentialInput } from './essential-input';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { plainLines } from './output-text';
import { commandOf } from './shell-command';
import { testCommand } from './test-command';
import { reportsIn } from './test-output/reports-in';
import { type ToolUse, ToolUses } from './tool-use';

export const errors: Projector = {
  id: 'error',
  title: factTitles.error,
  create: () => new ErrorReader(),
};

/** Error events that tell of a call to a model: a later one that succeeds is their end. */
const modelWords = /api|llm|model|provider|endpoint|retry|rate_?limit|overload/i;

/** What went wrong, and what went well when it was tried again. */
class ErrorReader implements FactReader {
  readonly #uses = new ToolUses();
  readonly #facts = new FactTable('error');
  /** Keys of open errors of model calls, by lane. */
  readonly #calls = new Map<string, Set<string>>();

  add(event: Event, said: readonly Message[]): void {
    const use = this.#uses.add(event, said);
    if (use) this.#used(use, event);
    else if (event.error) this.#wrong(event, event.error.message);
    else if (event.kind === 'error') this.#wrong(event, event.summary);
    else if (event.kind === 'model-call' && !event.unfinished) this.#answered(event);
  }

  facts(): Fact[] {
    return this.#facts.values();
  }

  #used(use: ToolUse, event: Event): void {
    // What was not let through is a risk, and no fault of the tool.
    if (use.denied) return;
    const failed = use.failed || (use.role === 'shell' && endedBadly(use));
    const key = `${use.tool} ${essentialInput(use.role, use.input)}`;
    if (failed && tellsOfTests(use)) return;
    if (failed) {
      const message = event.error?.message ?? oneLine(use.text());
      const rule = event.error
        ? `The result of ${use.tool} is an error`
        : `The result of ${use.tool} says that it failed`;
      this.#open(key, key, message, event.seq, event.error ? 'recorded' : 'inferred', rule);
    } else if (this.#facts.get(key)?.status === 'open')
      this.#close(key, event.seq, `${use.tool} about the same succeeded later`);
  }

  #wrong(event: Event, message: string): void {
    const line = oneLine(message);
    const what = event.name === null ? event.type : `${event.type} ${event.name}`;
    const key = `${what}: ${line}`;
    this.#open(
      key,
      key,
      line,
      event.seq,
      'recorded',
      `The trace records the error (${event.type})`,
    );
    const source = event.error?.source ?? '';
    const ofModel =
      event.kind === 'model-call' ||
      (event.kind === 'error' && modelWords.test(`${event.type} ${source}`.slice(0, 200)));
    if (!ofModel) return;
    const open = this.#calls.get(event.lane) ?? new Set();
    this.#calls.set(event.lane, open.add(key));
  }

  #answered({ lane, seq }: Event): void {
    for (const key of this.#calls.get(lane) ?? [])
      this.#close(key, seq, 'A later model call in the same lane succeeded');
    this.#calls.delete(lane);
  }

  #open(
    key: string,
    title: string,
    message: string,
    seq: number,
    source: Fact['source'],
    rule: string,
  ): void {
    const known = this.#facts.get(key);
    // The same trouble again is the same open error, since it first came.
    const from = known?.status === 'open' ? known.seq : seq;
    this.#facts.set(key, { title, status: 'open', detail: message, seq: from, source, rule });
  }

  #close(key: string, seq: number, rule: string): void {
    const known = this.#facts.get(key);
    if (known)
      this.#facts.set(key, { ...known, status: 'resolved', seq, source: 'inferred', rule });
  }
}

/** A search that finds nothing ends with 1 and prints nothing. */
function endedBadly(use: ToolUse): boolean {
  const code = use.exitCode() ?? 0;
  const printed = use
    .text()
    .replace(/<\/?(?:returncode|output)>|^\d+$/gm, '')
    .trim();
  return code !== 0 && !(code === 1 && (printed === '' || printed === '1'));
}

/** Failing tests are facts of their own, and the command that found them did its work. */
function tellsOfTests(use: ToolUse): boolean {
  const command = use.role === 'shell' ? commandOf(use.input) : null;
  if (command === null || testCommand(command) === null) return false;
  const reports = reportsIn(plainLines(use.text()), use.text(), true);
  return reports.some(({ failed, failures }) => failed.length > 0 || (failures ?? 0) > 0);
}
