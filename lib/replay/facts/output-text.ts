import { field, isObject, type Json, listField, numberField, textField } from '@/lib/trace/json';

/** Longer outputs are read up to here: what a tool printed after its first million signs tells no fact. */
const mostOutput = 1_000_000;

/** Where tools put what they printed, in the order in which it is read. */
const textFields = ['output', 'stdout', 'text', 'content', 'result', 'aggregated_output', 'stderr'];

/** The words of a tool's output, whatever it is wrapped in; at most `mostOutput` UTF-16 units. */
export function outputText(output: Json): string {
  const found: string[] = [];
  let left = mostOutput;
  const take = (value: Json | undefined, depth: number): void => {
    if (left <= 0 || value === undefined || value === null || depth > 4) return;
    if (typeof value === 'string') {
      const text = depth < 2 ? unwrapped(value, left) : value;
      found.push(text.slice(0, left));
      left -= text.length + 1;
    } else if (Array.isArray(value)) for (const item of value) take(item, depth + 1);
    else if (isObject(value)) for (const name of textFields) take(field(value, name), depth + 1);
  };
  take(output, 0);
  return found.join('\n');
}

/** Codex logs the output of a command as JSON in a text. */
function unwrapped(text: string, most: number): string {
  if (!text.startsWith('{"') || text.length > most) return text;
  const value = parsed(text);
  return textField(value, 'output') ?? textField(value, 'stdout') ?? text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const exitFields = ['exit_code', 'exitCode', 'returncode', 'return_code', 'code'];
const exitWords = [
  /^exit code:? (-?\d{1,9})\b/i,
  /^<returncode>(-?\d{1,9})<\/returncode>/,
  /^process exited with code (-?\d{1,9})\b/i,
  /^\[?command finished with exit code (-?\d{1,9})\b/i,
];

/** The exit code, where the output says it; null where it does not. */
export function exitCode(output: Json): number | null {
  const value = typeof output === 'string' && output.startsWith('{"') ? parsed(output) : output;
  for (const holder of [value, field(value, 'metadata')]) {
    for (const name of exitFields) {
      const code = numberField(holder, name);
      if (code !== undefined) return code;
    }
  }
  const [first] = listField(value, 'content') ?? [];
  const text = typeof value === 'string' ? value : (textField(first, 'text') ?? '');
  for (const line of headAndTail(text)) {
    for (const words of exitWords) {
      const code = words.exec(line)?.[1];
      if (code !== undefined) return Number(code);
    }
  }
  return null;
}

/** Agents say how a command ended before or behind what it printed. */
const headAndTail = (text: string): string[] => [
  ...text.slice(0, 400).split('\n', 3),
  ...text.slice(-200).split('\n').slice(-2),
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const colours = /\u001b\[[0-9;?]{0,20}[A-Za-z]/g;

/** Without the colours of a terminal. */
export const plainLines = (text: string): string[] =>
  text
    .replace(colours, '')
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
