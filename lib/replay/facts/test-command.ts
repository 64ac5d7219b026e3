import { type ShellPiece, shellPieces } from './shell-command';

/** What a command line asks a test framework to run. */
export interface TestCommand {
  /** The part of the line that runs the tests. */
  words: string[];
  /** Files, folders and packages that it names; none: all. */
  targets: string[];
  /** It runs only tests whose name fits (`-k`, `-t`, `-run`). */
  filtered: boolean;
  /** What the whole line ends with is how the tests ended: nothing is piped or joined behind them. */
  last: boolean;
}

/** Programs that run another one. */
const runners = new Set([
  ...[
    'sudo',
    'env',
    'time',
    'timeout',
    'nice',
    'npx',
    'pnpx',
    'bunx',
    'uv',
    'uvx',
    'poetry',
    'pipenv',
  ],
  ...[
    'hatch',
    'pdm',
    'rye',
    'run',
    'exec',
    'dlx',
    'python',
    'python3',
    'python2',
    'py',
    'node',
    '-m',
  ],
  ...[
    'docker',
    'docker-compose',
    'compose',
    'coverage',
    'xvfb-run',
    'cross-env',
    'dotenv',
    'bundle',
  ],
]);

/** Programs that are test frameworks. */
const frameworks = new Set([
  ...['pytest', 'py.test', 'jest', 'vitest', 'tox', 'nox', 'ctest', 'phpunit', 'rspec', 'mocha'],
  ...['unittest', 'nextest', 'gotestsum', 'ava', 'pest'],
]);

/** Programs that run tests when they are told to. */
const builders = new Set([
  ...[
    'npm',
    'pnpm',
    'yarn',
    'bun',
    'deno',
    'go',
    'cargo',
    'make',
    'mise',
    'just',
    'task',
    'nx',
    'turbo',
  ],
  ...[
    'mvn',
    './mvnw',
    'gradle',
    './gradlew',
    'dotnet',
    'rake',
    'bazel',
    'composer',
    'swift',
    'rush',
  ],
]);

/** What a package manager does instead of running something. */
const fetches = new Set([
  'install',
  'i',
  'ci',
  'add',
  'remove',
  'uninstall',
  'update',
  'get',
  'view',
]);

const tests = /^(?:run-)?(?:tests?|t|check|verify|nextest)(?:[:_-][\w:.-]+)?$/;
const filters =
  /^(?:-k|-t|-run|--run|--grep|-g|--testNamePattern|--test-name-pattern|-m|--lf|--last-failed)(?:=|$)/;
/** Flags of the frameworks above that take a word, which is then no target. */
const takesWord =
  /^(?:-[knmopcWrtgj]|-run|-count|-timeout|-tags|-p|--(?:config|rootdir|maxfail|tb|reporter|project|filter|features|package|bin|test|jobs|coverage-reporter))$/;

/** The first simple command of a line that runs tests; null where none does. */
export function testCommand(command: string): TestCommand | null {
  const pieces = shellPieces(command);
  for (const [at, piece] of pieces.entries()) {
    const begin = beginning(piece.words);
    if (begin === null) continue;
    const behind = piece.words.slice(begin.after);
    return {
      words: piece.words,
      ...asked(behind, begin.name === 'go'),
      last: at === pieces.length - 1 && piece.writes.length === 0,
    };
  }
  return null;
}

/** Where the arguments of the framework begin; null for a command that runs no tests. */
function beginning(words: ShellPiece['words']): { name: string; after: number } | null {
  for (let at = 0; at < Math.min(words.length, 12); at += 1) {
    const word = words[at] ?? '';
    const name = word.slice(word.lastIndexOf('/') + 1);
    if (/^\w+=/.test(word)) continue;
    if (frameworks.has(name)) return { name, after: at + 1 };
    if (builders.has(name) || builders.has(word)) {
      // Flags such as `--filter web` may stand before the word.
      const given = words.slice(at + 1, at + 8);
      const told = given.findIndex((other) => tests.test(other) || frameworks.has(other));
      if (given.slice(0, told).some((other) => fetches.has(other))) return null;
      return told < 0 ? null : { name, after: at + told + 2 };
    }
    const flag = word.startsWith('-') || /^\d+[smh]?$/.test(word);
    if (!runners.has(name) && !flag && !runners.has(words[at - 1] ?? '')) return null;
  }
  return null;
}

/** Each is held against each failing test: a line that names more is taken for one that covers none. */
const mostTargets = 200;

function asked(words: readonly string[], go: boolean): Pick<TestCommand, 'targets' | 'filtered'> {
  const targets: string[] = [];
  let filtered = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (filters.test(word) && !(word === '-m' && go)) filtered = true;
    if (word.startsWith('-')) {
      if (takesWord.test(word)) at += 1;
    } else if (!/^\d$/.test(word) && word !== 'run') targets.push(word);
  }
  return { targets, filtered: filtered || targets.length > mostTargets };
}

/** Whether a command covers a test: it runs all, or names the test, its file, or a folder above it. */
export function covers(command: TestCommand, id: string, file: string | null): boolean {
  if (command.filtered) return false;
  if (command.targets.length === 0) return true;
  return command.targets.some((target) => {
    const path = target
      .replace(/^\.\//, '')
      .replace(/\/?\.\.\.$/, '')
      .replace(/\/$/, '');
    if (path === '' || path === '.') return true;
    if (path === id || path === file) return true;
    const place = file ?? id;
    return (
      place.startsWith(`${path}/`) ||
      place.endsWith(`/${path}`) ||
      place.includes(`/${path}/`) ||
      id.startsWith(`${path}::`)
    );
  });
}
