import type { BernsteinFilters } from './filter-events';

export interface CliArguments {
  runId: string;
  asJson: boolean;
  limit: number | null;
  filters: BernsteinFilters;
}

const filterOptions = new Map<string, keyof BernsteinFilters>([
  ['--filter', 'filter'],
  ['--event-type', 'eventType'],
  ['--agent', 'agent'],
  ['--search', 'search'],
]);
/** Taken and of no use where nothing is sent to a server. */
const idle: ReadonlySet<string> = new Set(['--model', '--extra-context', '--sdd-dir']);

/** Options as the Python library click reads them; the text of its error otherwise. */
export function readArguments(argv: readonly string[], filtered: boolean): CliArguments | string {
  const found: CliArguments = { runId: '', asJson: false, limit: null, filters: {} };
  let runId: string | null = null;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const [name = '', given] = /^(--[^=]+)=(.*)$/s.exec(word)?.slice(1) ?? [word];
    const value = (): string | undefined => {
      if (given !== undefined) return given;
      at += 1;
      return argv[at];
    };
    const filter = filtered ? filterOptions.get(name) : undefined;
    if (name === '--as-json') found.asJson = true;
    else if (name === '--limit' || filter !== undefined || idle.has(name)) {
      const text = value();
      if (text === undefined) return `Option '${name}' requires an argument.`;
      if (filter !== undefined) found.filters[filter] = text;
      else if (name === '--limit') {
        if (!/^\s*[+-]?\d+\s*$/.test(text))
          return `Invalid value for '--limit': '${text}' is not a valid integer.`;
        found.limit = Number(text);
      }
    } else if (word.startsWith('-') && word !== '-') return `No such option '${name}'.`;
    else if (runId === null) runId = word;
    else return `Got unexpected extra argument (${word})`;
  }
  if (runId === null) return "Missing argument 'RUN_ID'.";
  return { ...found, runId };
}
