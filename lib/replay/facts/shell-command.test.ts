import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFiles } from './changed-files';
import { commandOf, shellPieces } from './shell-command';
import { covers, testCommand } from './test-command';

describe('commandOf', () => {
  it.each([
    [{ command: 'ls' }, 'ls'],
    [{ cmd: ['bash', '-lc', 'ls | wc'] }, 'ls | wc'],
    [{ command: ['pytest', '-q'] }, 'pytest -q'],
    [{ action: { type: 'exec', command: ['go', 'test'] } }, 'go test'],
    ['make test', 'make test'],
    [{ path: 'x' }, null],
    [null, null],
  ])('%j', (input, expected) => {
    expect(commandOf(input)).toBe(expected);
  });
});

describe('shellPieces', () => {
  it('takes quotes, joints, redirections and here-documents apart', () => {
    const pieces = shellPieces(
      `cd "my app" && FOO=1 pytest -k 'a b' 2>&1 | tail -5; cat > out.txt <<'EOF'\nrm -rf /\n"\nEOF\necho done > /dev/null 2> err.log`,
    );
    expect(pieces.map(({ words, joined, writes }) => [joined, words, writes])).toEqual([
      ['', ['cd', 'my app'], []],
      ['&&', ['FOO=1', 'pytest', '-k', 'a b'], []],
      ['|', ['tail', '-5'], []],
      [';', ['cat'], ['out.txt']],
      [';', ['echo', 'done'], ['/dev/null']],
    ]);
    expect(pieces[3]?.heredoc).toBe('rm -rf /\n"\n');
  });

  it('ends, whatever it is given', () => {
    const signs = fc.constantFrom(...`ab '"\\\n<>&|;()$#-E`.split(''));
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (text) => {
        for (const { words } of shellPieces(text.join(''))) expect(Array.isArray(words)).toBe(true);
      }),
    );
    const started = performance.now();
    for (const piece of ['<<a\n', "'", '\\', '"$(', '; ', '> ']) shellPieces(piece.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('testCommand', () => {
  it.each([
    ['python -m pytest -q tests/parser', ['tests/parser'], false, true],
    ['uv run pytest', [], false, true],
    ['cd app && pnpm --filter web test nav.test.tsx', ['nav.test.tsx'], false, true],
    ['npx vitest run src/a.test.ts -t "one"', ['src/a.test.ts'], true, true],
    ['go test ./cmd/... -run TestA -v 2>&1 | head -5', ['./cmd/...'], true, false],
    ['go test -race ./...', ['./...'], false, true],
    ['cargo test --workspace', [], false, true],
    ['mise run test:integration 2>&1 | tail', [], false, false],
    ['timeout 60 make test', [], false, true],
    ['poetry run python3 -m unittest', [], false, true],
  ])('%s', (line, targets, filtered, last) => {
    expect(testCommand(line)).toMatchObject({ targets, filtered, last });
  });

  it.each([
    ...['git add tests/a.test.ts', 'cat test.log', 'npm install jest', 'grep -r pytest .'],
    ...['echo "pytest passed"', 'go build ./...', "cat > t.py <<'E'\npytest\nE", 'ls test', ''],
  ])('sees no test run in %j', (line) => {
    expect(testCommand(line)).toBeNull();
  });
});

describe('covers', () => {
  it('takes a line of very many targets for one that covers none', () => {
    const naming = (count: number) => testCommand(`pytest ${'a.py '.repeat(count)}tests/b.py`);
    const [few, many] = [naming(50), naming(5000)];
    expect(few && covers(few, 'tests/b.py::test_c', 'tests/b.py')).toBe(true);
    expect(many && covers(many, 'tests/b.py::test_c', 'tests/b.py')).toBe(false);
  });

  const id = 'tests/parser/test_cli.py::test_error';
  it.each([
    ['pytest', true],
    ['pytest tests', true],
    ['pytest ./tests/parser/', true],
    ['pytest tests/parser/test_cli.py', true],
    [`pytest ${id}`, true],
    ['pytest tests/io', false],
    ['pytest tests/parser/test_cli.py::test_other', false],
    ['pytest -k error', false],
    ['pytest tests/pars', false],
  ])('%s: %s', (line, expected) => {
    const command = testCommand(line);
    expect(command && covers(command, id, 'tests/parser/test_cli.py')).toBe(expected);
  });
});

describe('changedFiles', () => {
  it.each([
    ['edit', { file_path: './a.ts', old_string: 'x' }, ['edited a.ts']],
    ['edit', { notebook_path: '/n.ipynb' }, ['edited /n.ipynb']],
    ['editor', { command: 'create', path: 'b.py', file_text: '' }, ['created b.py']],
    ['editor', { command: 'view', path: 'b.py' }, ['read b.py']],
    ['delete', { target_file: 'c' }, ['deleted c']],
    [
      'patch',
      {
        input:
          '*** Begin Patch\n*** Update File: a.ts\n@@\n-x\n+y\n*** Add File: b.ts\n+z\n*** Delete File: c.ts\n*** Update File: d.ts\n*** Move to: e.ts\n*** End Patch',
      },
      ['edited a.ts', 'created b.ts', 'deleted c.ts', 'deleted d.ts', 'created e.ts'],
    ],
    [
      'patch',
      '--- a/x.go\t2026\n+++ b/x.go\n@@ -1 +1 @@\n--- /dev/null\n+++ b/new.go\n',
      ['edited x.go', 'created new.go'],
    ],
    [
      'shell',
      {
        command: [
          'bash',
          '-lc',
          "apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: n.ts\n+1\n*** End Patch\nEOF",
        ],
      },
      ['created n.ts'],
    ],
    ['shell', { command: "cat > src/a.py <<'X'\nprint(1)\nX" }, ['edited src/a.py']],
    ['shell', { command: "sed -i 's/a/b/' one.c two.c" }, ['edited one.c', 'edited two.c']],
    ['shell', { command: 'rm old.txt && rm -rf build && rm *.o' }, ['deleted old.txt']],
    ['shell', { command: 'ls > /dev/null 2>&1; echo $x > $y' }, []],
    ['edit', { oldText: 'no path' }, []],
  ] as const)('%s %j', (role, input, expected) => {
    expect(
      changedFiles(role, JSON.parse(JSON.stringify(input))).map(({ to, path }) => `${to} ${path}`),
    ).toEqual(expected);
  });
});
