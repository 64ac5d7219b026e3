import type { Event } from '@/lib/trace/event';
import { field, type JsonObject, listField, numberField, textField } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { oneLine } from '@/lib/trace/summary';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { FailingTests } from './failing-tests';
import { plainLines } from './output-text';
import { recordedPayload } from './recorded';
import { commandOf } from './shell-command';
import { type TestCommand, testCommand } from './test-command';
import { reportsIn } from './test-output/reports-in';
import type { FailedTest, TestReport } from './test-output/test-report';
import { type ToolUse, ToolUses } from './tool-use';

export const tests: Projector = {
  id: 'test',
  title: factTitles.test,
  create: () => new TestReader(),
};

/** Tests that failed, and whether a later run named them passed. Silence resolves nothing. */
class TestReader implements FactReader {
  readonly #uses = new ToolUses('shell', 'read', 'tests');
  readonly #facts = new FactTable('test');
  readonly #failing = new FailingTests();

  add(event: Event, said: readonly Message[]): void {
    const recorded = recordedPayload(event, 'test');
    if (recorded) this.#recorded(recorded, event.seq, event.type);
    const use = this.#uses.add(event, said);
    if (use && !use.denied) this.#ran(use);
  }

  facts(): Fact[] {
    return this.#facts.values();
  }

  #ran(use: ToolUse): void {
    const line = use.role === 'shell' ? commandOf(use.input) : null;
    const command = line === null ? null : testCommand(line);
    const text = use.text();
    const ran = command !== null || use.role === 'tests';
    if (!ran && !/^\s*<(?:\?xml|testsuite)/.test(text.slice(0, 200))) return;
    const reports = reportsIn(plainLines(text), text, ran);
    for (const report of reports) this.#tell(report, command, use.seq);
    const all = reports.length > 0 && reports.every(allPassed);
    const ended = command?.last ? use.exitCode() : null;
    if (command && ended !== null && ended !== 0) return;
    if (command && (all || (ended === 0 && reports.every(noneFailed))))
      this.#cover(
        command,
        use.seq,
        all ? 'says that all passed' : 'ended with exit code 0',
        'inferred',
      );
  }

  #tell(report: TestReport, command: TestCommand | null, seq: number): void {
    const { framework, failed, passed, passedFiles } = report;
    for (const test of failed)
      this.#fail(test, framework, seq, 'inferred', `${framework} names it as failed`);
    const broken = new Set(failed.map(({ id }) => id));
    const resolve = (ids: readonly string[], rule: string): void => {
      for (const id of ids)
        if (this.#failing.get(id)?.framework === framework && !broken.has(id))
          this.#resolve(id, seq, 'inferred', rule);
    };
    for (const name of passed)
      resolve(this.#failing.named(name), `${framework} names it as passed`);
    for (const file of command?.filtered ? [] : passedFiles)
      resolve(this.#failing.inFile(file), `${framework} says that all of ${file} passed`);
    this.#unnamed(report, command, seq);
  }

  /** A run that says how many failed, and whose output does not hold their names. */
  #unnamed(
    { framework, failed, failures, passes }: TestReport,
    command: TestCommand | null,
    seq: number,
  ): void {
    if (!command) return;
    const key = oneLine(command.words.join(' '));
    if (failed.length === 0 && failures !== null && failures > 0) {
      const title = `${key}: ${failures} failed, not named`;
      const rule = `${framework} counts failed tests and the output does not name them`;
      this.#failing.set(key, { file: null, framework: `${framework}, unnamed` });
      this.#facts.set(key, {
        ...{ title, status: 'active', detail: { framework, message: null }, seq },
        ...{ source: 'inferred', rule },
      });
    } else if (
      this.#failing.get(key)?.framework === `${framework}, unnamed` &&
      failures === 0 &&
      passes
    )
      this.#resolve(key, seq, 'inferred', 'The same command says that all passed');
  }

  /** Weaker than a name: the run went well, and it must have run the test. */
  #cover(command: TestCommand, seq: number, how: string, source: Fact['source']): void {
    for (const id of this.#failing.coveredBy(command))
      if (!this.#failing.get(id)?.framework.endsWith(', unnamed'))
        this.#resolve(id, seq, source, `Not named, but a run that covers it ${how}`);
  }

  #recorded(run: JsonObject, seq: number, type: string): void {
    const framework = textField(run, 'framework') ?? 'tests';
    const rule = `The trace records the test run (${type})`;
    const failures = listField(run, 'failures') ?? [];
    for (const failure of failures) {
      const id = textField(failure, 'test_id') ?? textField(failure, 'name');
      if (id === undefined) continue;
      const message = textField(failure, 'message') ?? textField(failure, 'error_type') ?? null;
      const file = textField(failure, 'file') ?? null;
      this.#fail({ id, file, message }, framework, seq, 'recorded', rule);
    }
    for (const id of (listField(run, 'passed') ?? []).map(String))
      if (this.#failing.get(id))
        this.#resolve(id, seq, 'recorded', `${rule} and names it as passed`);
    const code = numberField(run, 'exit_code') ?? numberField(run, 'exitCode');
    const words = textField(run, 'command');
    const command = words === undefined ? null : testCommand(words);
    if (code === 0 && failures.length === 0 && command && field(run, 'failures') !== undefined)
      this.#cover(command, seq, 'is recorded with exit code 0', 'inferred');
  }

  #fail(
    test: FailedTest,
    framework: string,
    seq: number,
    source: Fact['source'],
    rule: string,
  ): void {
    const { id, file } = test;
    this.#failing.set(id, { file, framework });
    const message = test.message === null ? null : oneLine(test.message);
    this.#facts.set(id, { status: 'active', detail: { framework, message }, seq, source, rule });
  }

  #resolve(id: string, seq: number, source: Fact['source'], rule: string): void {
    this.#failing.delete(id);
    const known = this.#facts.get(id);
    if (known) this.#facts.set(id, { ...known, status: 'resolved', seq, source, rule });
  }
}

const allPassed = ({ failed, failures, passes }: TestReport): boolean =>
  failed.length === 0 && failures === 0 && (passes ?? 0) > 0;

const noneFailed = ({ failed, failures }: TestReport): boolean =>
  failed.length === 0 && (failures ?? 0) === 0;
