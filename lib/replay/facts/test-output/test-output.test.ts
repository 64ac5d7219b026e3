import { describe, expect, it } from 'vitest';
import { plainLines } from '../output-text';
import { reportsIn } from './reports-in';

const read = (text: string, ranTests = true) => reportsIn(plainLines(text), text, ranTests);

/** Output as the frameworks print it, shortened, and what is to be read from it. */
const outputs: {
  name: string;
  text: string;
  framework: string;
  failed?: string[];
  passed?: string[];
  files?: string[];
  sums?: [failures: number | null, passes: number | null];
}[] = [
  {
    name: 'pytest -q with a short summary',
    text: `..F.                                                                     [100%]
=================================== FAILURES ===================================
______________________________ test_escaped_quote ______________________________
    def test_escaped_quote():
>       assert parse('x') == 'y'
E       AssertionError
=========================== short test summary info ============================
FAILED tests/parser/test_cli.py::test_parser_error - AssertionError: no - really
ERROR tests/parser/test_io.py::test_read - OSError
1 failed, 2 passed, 1 error in 0.05s`,
    framework: 'pytest',
    failed: ['tests/parser/test_cli.py::test_parser_error', 'tests/parser/test_io.py::test_read'],
    sums: [2, 2],
  },
  {
    name: 'pytest -v with classes and parameters',
    text: `tests/a.py::TestX::test_one PASSED                                       [ 25%]
tests/a.py::test_two[a b - c] FAILED                                     [ 50%]
tests/a.py::test_three SKIPPED (no net)                                  [ 75%]
FAILED tests/a.py::test_two[a b - c] - assert 1 == 2
============ 1 failed, 1 passed, 1 skipped in 1.20s (0:00:01) ============`,
    framework: 'pytest',
    failed: ['tests/a.py::test_two[a b - c]'],
    passed: ['tests/a.py::TestX::test_one'],
    sums: [1, 1],
  },
  {
    name: 'pytest whose end alone was kept',
    text: '=== 3 failed, 40 passed, 2 warnings in 12.01s ===',
    framework: 'pytest',
    sums: [3, 40],
  },
  {
    name: 'pytest that cannot collect a file',
    text: `ERROR tests/test_new.py - ImportError: cannot import name 'x'
!!!!!!! Interrupted: 1 error during collection !!!!!!!
1 error in 0.10s`,
    framework: 'pytest',
    failed: ['tests/test_new.py'],
    sums: [1, 0],
  },
  {
    name: 'vitest with colours and a project',
    text: `\u001b[1m\u001b[46m RUN \u001b[49m\u001b[22m \u001b[36mv4.0.3 \u001b[39m/home/dev/app
 \u001b[31m❯\u001b[39m src/nav.test.tsx \u001b[2m(\u001b[22m7 tests\u001b[2m | \u001b[22m\u001b[31m1 failed\u001b[39m) 9ms
\u001b[41m\u001b[1m FAIL \u001b[22m\u001b[49m \u001b[42m client \u001b[49m src/nav.test.tsx\u001b[2m > \u001b[22minitials\u001b[2m > \u001b[22mempty string
\u001b[31m\u001b[1mAssertionError\u001b[22m: expected '' to be '??'\u001b[39m
 Test Files  1 failed (1)
      Tests  1 failed | 6 passed (7)`,
    framework: 'vitest',
    failed: ['src/nav.test.tsx > initials > empty string'],
    sums: [1, 6],
  },
  {
    name: 'vitest where all passed',
    text: ` RUN  v4.1.12 /home/dev/app

 ✓ src/nav.test.tsx (7 tests) 2ms
 ✓ src/io.test.ts (3 tests | 1 skipped) 5ms

 Test Files  2 passed (2)
      Tests  9 passed | 1 skipped (10)`,
    framework: 'vitest',
    files: ['src/nav.test.tsx'],
    sums: [0, 9],
  },
  {
    name: 'jest with suites',
    text: `PASS src/b.test.js
FAIL src/a.test.js (5.2 s)
  parser
    ✓ reads (3 ms)
    ✕ tells of errors (12 ms)

  ● parser › tells of errors

    expect(received).toBe(expected)

      at Object.<anonymous> (src/a.test.js:9:15)

Test Suites: 1 failed, 1 passed, 2 total
Tests:       1 failed, 4 passed, 5 total
Snapshots:   0 total`,
    framework: 'jest',
    failed: ['src/a.test.js > parser > tells of errors'],
    passed: ['src/a.test.js > parser > reads'],
    files: ['src/b.test.js'],
    sums: [1, 4],
  },
  {
    name: 'jest whose suite does not load',
    text: `FAIL src/a.test.ts
  ● Test suite failed to run

    Cannot find module './gone'

Tests:       0 total`,
    framework: 'jest',
    failed: ['src/a.test.ts'],
    sums: [0, 0],
  },
  {
    name: 'go test with subtests',
    text: `--- FAIL: TestInstall (0.04s)
    --- FAIL: TestInstall/all_hooks (0.01s)
        agent_test.go:122: count = 7, want 6
--- PASS: TestOther (0.00s)
FAIL
FAIL\texample.com/app/hooks\t35.075s
ok  \texample.com/app/io\t(cached)
ok  \texample.com/app/none\t0.6s [no tests to run]
?   \texample.com/app\t[no test files]
FAIL`,
    framework: 'go test',
    failed: ['example.com/app/hooks/TestInstall/all_hooks'],
    passed: ['example.com/app/hooks/TestOther'],
    files: ['example.com/app/io'],
    sums: [1, 2],
  },
  {
    name: 'go test that panicked or does not build',
    text: `panic: boom
goroutine 51 [running]:
FAIL\texample.com/app/id\t0.614s
FAIL\texample.com/app/cmd [build failed]`,
    framework: 'go test',
    failed: ['example.com/app/id', 'example.com/app/cmd'],
    sums: [2, 0],
  },
  {
    name: 'cargo test in two binaries',
    text: `running 2 tests
test parser::tests::reads ... ok
test parser::tests::tells_errors ... FAILED

failures:
    parser::tests::tells_errors

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

running 1 test
test src/lib.rs - parse (line 3) ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s`,
    framework: 'cargo test',
    failed: ['parser::tests::tells_errors'],
    passed: ['parser::tests::reads', 'src/lib.rs - parse (line 3)'],
    sums: [1, 2],
  },
  {
    name: 'a JUnit report',
    text: `<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="s" tests="3">
<testcase classname="tests.test_a" name="test_one" time="0.1"/>
<testcase classname="tests.test_a" name="test_two"><failure message="no &lt;b&gt;">trace</failure></testcase>
<testcase classname="tests.test_a" name="__proto__"><skipped/></testcase>
</testsuite></testsuites>`,
    framework: 'JUnit',
    failed: ['tests.test_a::test_two'],
    passed: ['tests.test_a::test_one'],
    sums: [1, 1],
  },
];

describe('the output of test frameworks', () => {
  it.each(outputs)('$name', ({ text, framework, failed, passed, files, sums }) => {
    const [report, ...others] = read(text);
    expect(others).toEqual([]);
    expect({
      framework: report?.framework,
      failed: report?.failed.map(({ id }) => id),
      passed: report?.passed,
      files: report?.passedFiles,
      sums: [report?.failures, report?.passes],
    }).toEqual({
      ...{ framework, failed: failed ?? [], passed: passed ?? [], files: files ?? [] },
      sums: sums ?? [null, null],
    });
  });

  it.each([
    ['nothing', ''],
    ['a listing', 'PASS\nFAIL\nok\ntests passed in the end\n 3 passed\n'],
    ['a log', '2026-01-29 INFO 3 failed logins in 5 minutes\nERROR while reading'],
    ['prose', 'FAILED because the file is missing - sorry\nTests: all good'],
    ['XML that is no report', '<testsuite-list><a/></testsuite-list>'],
    ['XML that is cut', '<testsuites><testsuite><testcase name="a"'],
  ])('reads nothing in %s', (_, text) => {
    expect(read(text)).toEqual([]);
  });

  it('knows a JUnit report without the command that made it, and nothing else', () => {
    expect(read('<testsuite><testcase name="a"/></testsuite>', false)).toHaveLength(1);
    expect(read('FAILED tests/a.py::test_b - x', false)).toEqual([]);
  });

  it('reads a million signs of anything in linear time', () => {
    const started = performance.now();
    for (const piece of ['a ', '::', ' > ', '--- FAIL: ', '✓ ', '<testsuite ', 'FAILED a::[', '\t'])
      read(piece.repeat(1_000_000 / piece.length));
    for (const line of ['FAILED a.py::b - c\n', ' FAIL  a.ts > b\n', '--- FAIL: TestA/b (0.00s)\n'])
      read(line.repeat(1_000_000 / line.length));
    for (const head of ['<?xml', '<!--']) read(`${head.repeat(200_000)}<testsuite>`);
    const digits = '1'.repeat(1900);
    for (const line of [
      `Tests: ${digits}`,
      `Tests: ${digits} 1 total`,
      ` Tests  ${digits}(1)`,
      `1 failed ${digits} in 1s`,
    ])
      read(`FAIL a.js\n${`${line}\n`.repeat(500)}`);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
