import { describe, expect, it } from 'vitest';
import type { EventDraft } from '@/lib/trace/builder';
import type { Json } from '@/lib/trace/json';
import { bash, factsOf, lines, type Told } from './fact-run.testing';

const failing = `FAILED tests/parser/test_cli.py::test_parser_error - AssertionError: x
1 failed, 6 passed in 0.05s`;
const id = 'tests/parser/test_cli.py::test_parser_error';
const tests = (...steps: Told[]) => factsOf(steps, 'test');

describe('tests', () => {
  it('are active from the run that names them as failed', () => {
    expect(tests(bash('pytest -q', `Exit code 1\n${failing}`, true))).toEqual([
      {
        ...{ kind: 'test', key: id, title: id, status: 'active', seq: 1, since: 1 },
        detail: { framework: 'pytest', message: 'AssertionError: x' },
        ...{ source: 'inferred', rule: 'pytest names it as failed' },
      },
    ]);
  });

  it.each([
    ['a run names it as passed', 'pytest -v', `${id} PASSED [100%]\n1 passed in 0.1s`],
    ['all passed in a run of everything', 'pytest', '7 passed in 0.04s'],
    ['all passed in a run of its folder', 'pytest tests/parser', '3 passed in 0.04s'],
    [
      'the only command ended with 0',
      'cd app && pytest -q tests',
      '{"output":"","metadata":{"exit_code":0}}',
    ],
  ])('are resolved where %s', (_, command, out) => {
    const facts = tests(bash('pytest -q', failing, true), bash(command, out));
    expect(lines(facts)).toEqual([`${id} resolved #3`]);
    expect(facts[0]).toMatchObject({ since: 1, source: 'inferred' });
  });

  it.each([
    ['another folder passed', 'pytest tests/io', '3 passed in 0.04s'],
    ['only some tests were asked for', 'pytest -k other', '1 passed in 0.04s'],
    ['others failed, and it is not named', 'pytest', 'FAILED a.py::b\n1 failed in 1s'],
    ['nothing was printed', 'pytest -q', ''],
    ['what was printed is no test run', 'cat log', '7 passed in 0.04s'],
    ['the run ended badly', 'pytest', 'Exit code 2\n7 passed in 0.04s'],
    ['nothing ran', 'pytest', 'no tests ran in 0.01s'],
    [
      'another framework passed',
      'npx vitest run',
      ' Test Files  1 passed (1)\n      Tests  9 passed (9)',
    ],
  ])('stay active where %s', (_, command, out) => {
    expect(lines(tests(bash('pytest -q', failing, true), bash(command, out)))).toContain(
      command.includes('vitest') ? `${id} resolved #3` : `${id} active #1`,
    );
  });

  it('are read from a tool that runs them without a command line', () => {
    const use = (out: string): Told => ({ tool: 'run_tests', input: { path: 'x' }, out });
    expect(lines(tests(use(failing)))).toEqual([`${id} active #1`]);
    expect(lines(tests(use(failing), use('7 passed in 0.1s')))).toEqual([`${id} active #1`]);
    expect(lines(tests(use(failing), use(`PASSED ${id}`)))).toEqual([`${id} resolved #3`]);
  });

  it('are active again when they fail again, since they first failed', () => {
    const facts = tests(
      bash('pytest', failing, true),
      bash('pytest', '7 passed in 0.04s'),
      bash('pytest', failing, true),
    );
    expect(facts).toMatchObject([{ status: 'active', seq: 5, since: 1 }]);
  });

  it('are not named where the output counts them only', () => {
    const cut = bash('pytest 2>&1 | tail -1', '2 failed, 5 passed in 1.00s', true);
    expect(lines(tests(cut))).toEqual(['pytest: 2 failed, not named active #1']);
    const then = bash('pytest 2>&1 | tail -1', '7 passed in 1.00s');
    expect(lines(tests(cut, then))).toEqual(['pytest: 2 failed, not named resolved #3']);
  });

  it('of Go are resolved by their package, and a part by the whole', () => {
    const fail = '--- FAIL: TestA (0.1s)\n    --- FAIL: TestA/x (0.0s)\nFAIL\tex.com/p\t0.1s\nFAIL';
    const steps = (out: string, command = 'go test ./...') =>
      lines(tests(bash('go test ./...', fail, true), bash(command, out)));
    expect(steps('ok  \tex.com/p\t0.1s')).toEqual(['ex.com/p/TestA/x resolved #3']);
    expect(
      steps('--- PASS: TestA (0.1s)\nPASS\nok  \tex.com/p\t0.1s', 'go test ./p -run TestA -v'),
    ).toEqual(['ex.com/p/TestA/x resolved #3']);
    expect(steps('ok  \tex.com/p\t0.1s', 'go test ./p -run TestB')).toEqual([
      'ex.com/p/TestA/x active #1',
    ]);
    expect(steps('ok  \tex.com/p\t0.1s [no tests to run]')).toEqual(['ex.com/p/TestA/x active #1']);
  });

  it('are recorded where the trace records test runs', () => {
    const run = (value: Json): Told => ({ event: recordedEvent('test_run_recorded', value) });
    const failure = { test_id: id, file: 'tests/parser/test_cli.py', message: 'no' };
    const first = run({ command: 'pytest tests', exit_code: 1, failures: [failure] });
    expect(tests(first)).toMatchObject([{ key: id, status: 'active', source: 'recorded' }]);
    const named = run({ command: 'pytest tests', exit_code: 0, failures: [], passed: [id] });
    expect(tests(first, named)).toMatchObject([{ status: 'resolved', source: 'recorded', seq: 1 }]);
    const covered = run({ command: 'pytest tests', exit_code: 0, failures: [] });
    expect(tests(first, covered)).toMatchObject([{ status: 'resolved', source: 'inferred' }]);
    const other = run({ command: 'pytest docs', exit_code: 0, failures: [] });
    expect(tests(first, other)).toMatchObject([{ status: 'active' }]);
  });
});

const recordedEvent = (type: string, value: Json): EventDraft => ({
  ...{ kind: 'log', type, lane: 'main', records: [], text: type, value },
});
const recorded = (type: string, value: Json): Told => ({ event: recordedEvent(type, value) });

describe('what a trace records', () => {
  it('is taken as it says, whatever the affix and the wrapping', () => {
    const facts = factsOf([
      recorded('goal_recorded', { title: 'Fix the parser', description: 'And the tests.' }),
      recorded('record_user_constraint', { key: 'edit_tests', text: 'Do not.', value: false }),
      recorded('user_constraint_recorded', { key: 'edit_tests', text: 'You may.', value: true }),
      recorded('decision.recorded', { payload: { title: 'Wrap the error' } }),
      recorded('risk_recorded', { text: 'Override', quarantined: true }),
      recorded('file_patch_recorded', { path: 'src/parser.py' }),
      recorded('goal', { title: 'no affix, no record' }),
    ]);
    expect(facts.map(({ kind, key, status }) => [kind, key, status])).toEqual([
      ['goal', 'Fix the parser', 'active'],
      ['constraint', 'edit_tests', 'active'],
      ['file', 'src/parser.py', 'edited'],
      ['decision', 'Wrap the error', 'decided'],
      ['risk', 'Override', 'quarantined'],
    ]);
    expect(facts.every(({ source }) => source === 'recorded')).toBe(true);
    expect(facts[1]).toMatchObject({ title: 'You may.', seq: 2, since: 1 });
  });
});

describe('goals and constraints', () => {
  it('are the first prompt, and sentences of the person that forbid', () => {
    const facts = factsOf([
      { person: 'Base directory: do not read this.', type: 'user/meta' },
      { person: 'Fix it.\n- Please do not edit tests; never push.\nI do not know why.' },
      { person: "And also don't rename `x`. ```\nDo not run\n``` You must use tabs." },
    ]);
    expect(lines(facts)).toEqual([
      'Fix it. - Please do not edit tests; never push. I do not know why. active #1',
      "And also don't rename `x`. active #2",
      'never push. active #1',
      'Please do not edit tests; active #1',
      'You must use tabs. active #2',
    ]);
  });

  it('change with the prompt that a fork changes', () => {
    const edit: Told = {
      event: {
        ...{ kind: 'edit', type: 'edit', lane: 'main', records: [] },
        edits: [{ type: 'replace-last-user', text: 'Fix it twice.' }],
      },
    };
    expect(factsOf([{ person: 'Fix it.' }, edit], 'goal')).toMatchObject([
      { key: 'first prompt', title: 'Fix it twice.', seq: 1, since: 0 },
    ]);
  });
});

describe('files', () => {
  it('are touched by what succeeded', () => {
    const edit = (path: string, bad = false): Told => ({
      ...{ tool: 'Edit', input: { file_path: path }, out: bad ? 'no' : 'updated', bad },
    });
    expect(
      lines(
        factsOf(
          [
            {
              tool: 'Write',
              input: { file_path: 'new.ts' },
              out: 'File created successfully at: new.ts',
            },
            { tool: 'Write', input: { file_path: 'old.ts' }, out: 'The file has been updated.' },
            edit('new.ts'),
            edit('failed.ts', true),
            { tool: 'mcp__fs__delete_file', input: { path: 'old.ts' }, out: 'ok' },
            {
              tool: 'str_replace_based_edit_tool',
              input: { command: 'str_replace', path: 'x' },
              out: 'No replacement was performed',
            },
            bash("cat > made.py <<'E'\n1\nE", '<returncode>0</returncode>'),
            bash('sed -i s/a/b/ broken.py', '<returncode>2</returncode>'),
            { tool: 'Read', input: { file_path: 'read.ts' }, out: '1' },
          ],
          'file',
        ),
      ),
    ).toEqual(['made.py edited #13', 'new.ts created #1', 'old.ts deleted #9']);
  });
});

describe('errors and risks', () => {
  it('open with a failure and end with the same that succeeds', () => {
    const facts = factsOf([
      { tool: 'fetch', input: { url: 'a', n: 1 }, out: 'timeout', bad: true },
      { tool: 'fetch', input: { url: 'b' }, out: 'fine' },
      { tool: 'Edit', input: { file_path: 'x', old_string: '1' }, out: 'not found', bad: true },
      { tool: 'fetch', input: { n: 1, url: 'a' }, out: 'fine' },
      { tool: 'Edit', input: { file_path: 'x', old_string: '2' }, out: 'ok' },
      bash('grep nothing f', '<returncode>1</returncode>\n<output>\n</output>'),
      bash('make', 'Error: no rule\n<returncode>2</returncode>'),
    ]);
    expect(
      facts
        .filter(({ kind }) => kind === 'error')
        .map(({ key, status, seq, since }) => [key, status, seq, since]),
    ).toEqual([
      ['Bash make', 'open', 13, 13],
      ['Edit x', 'resolved', 9, 5],
      ['fetch {"n":1,"url":"a"}', 'resolved', 7, 1],
    ]);
  });

  it('of model calls end with the next call of the lane that succeeds', () => {
    const base = { lane: 'main', records: [] };
    const trouble: Told = {
      event: {
        ...{ ...base, kind: 'error', type: 'system/api_error', value: null },
        error: { message: 'Overloaded', source: 'system/api_error' },
      },
    };
    const call = (lane: string): Told => ({
      event: {
        ...{ ...base, lane, kind: 'model-call', type: 'assistant', model: 'm', usage: null },
        ...{ costUsd: null, finishReason: null },
      },
    });
    expect(lines(factsOf([trouble, call('other')], 'error'))).toEqual([
      'system/api_error: Overloaded open #0',
    ]);
    expect(lines(factsOf([trouble, call('other'), call('main')], 'error'))).toEqual([
      'system/api_error: Overloaded resolved #2',
    ]);
  });

  it('are a risk where a call was not let through', () => {
    const facts = factsOf([
      bash(
        'rm -rf /',
        "The user doesn't want to proceed with this tool use. The tool use was rejected",
        true,
      ),
    ]);
    expect(facts).toMatchObject([{ kind: 'risk', key: 'Bash rm -rf /', status: 'quarantined' }]);
  });
});

describe('todos', () => {
  const list = (tool: string, field: string, ...items: [string, string][]): Told => ({
    ...{ tool, out: 'ok' },
    input: { [field]: items.map(([step, status]) => ({ step, content: step, status })) },
  });

  it.each([
    ['TodoWrite', 'todos'],
    ['update_plan', 'plan'],
    ['manage_todo_list', 'todoList'],
  ])('of %s follow the list', (tool, field) => {
    const facts = factsOf(
      [
        list(tool, field, ['a', 'in_progress'], ['b', 'pending'], ['c', 'pending']),
        list(tool, field, ['a', 'completed'], ['b', 'pending']),
        list(tool, field, ['b', 'in-progress']),
      ],
      'todo',
    );
    expect(facts.map(({ key, status, seq, source }) => [key, status, seq, source])).toEqual([
      ['a', 'completed', 3, 'recorded'],
      ['b', 'in_progress', 5, 'recorded'],
      ['c', 'cancelled', 3, 'inferred'],
    ]);
  });

  it('that are added one by one are known by their number', () => {
    const add: Told = {
      tool: 'TaskCreate',
      input: { subject: 'Wire it', description: 'Long.' },
      out: 'Task #7 created successfully: Wire it',
    };
    const done: Told = {
      tool: 'TaskUpdate',
      input: { taskId: '7', status: 'completed' },
      out: 'ok',
    };
    expect(lines(factsOf([add, done], 'todo'))).toEqual(['Wire it completed #3']);
  });
});

describe('values', () => {
  it('are the keys of the state, whoever they belong to', () => {
    const state = (
      operations: { key: string; value?: Json; deleted?: boolean; agent?: string }[],
    ): Told => ({
      event: { kind: 'state', type: 's', lane: 'main', records: [], operations },
    });
    const facts = factsOf([
      state([
        { key: '__proto__', value: { a: 1 } },
        { key: 'k', value: 1 },
      ]),
      state([
        { key: 'k', deleted: true },
        { key: 'k', value: 2, agent: 'other' },
      ]),
    ]);
    expect(
      facts.map(({ title, status, detail, seq, since }) => [title, status, detail, seq, since]),
    ).toEqual([
      ['main · __proto__', 'set', { a: 1 }, 0, 0],
      ['main · k', 'deleted', null, 1, 0],
      ['other · k', 'set', 2, 1, 1],
    ]);
  });
});
