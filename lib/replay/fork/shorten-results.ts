import type { Message, ToolResultPart } from '@/lib/trace/message';

/** Characters that stay of a long result. */
const head = 1000;
const tail = 500;
/** Below this nothing is gained. */
const long = 2500;

/**
 * A message with the beginning and the end of its long tool results, and which part of it is gone; null where
 * it has none. A result that is not text is shortened as its JSON.
 */
export function shortenedResults(message: Message): { message: Message; part: number } | null {
  let before = 0;
  let gone = 0;
  const parts = message.parts.map((part) => {
    if (part.type !== 'tool-result') {
      before += JSON.stringify(part).length;
      return part;
    }
    const text = textOf(part);
    before += text.length;
    if (text.length < long) return part;
    const output = shortened(text);
    gone += text.length - output.length;
    return { ...part, output };
  });
  return gone === 0 ? null : { message: { ...message, parts }, part: gone / before };
}

const textOf = ({ output }: ToolResultPart): string =>
  typeof output === 'string' ? output : JSON.stringify(output);

function shortened(text: string): string {
  // Halves of one character go together.
  const start = text.slice(0, isLow(text, head) ? head - 1 : head);
  const from = text.length - tail;
  const end = text.slice(isLow(text, from) ? from + 1 : from);
  return `${start}\n[… ${text.length - start.length - end.length} characters left out …]\n${end}`;
}

const isLow = (text: string, at: number): boolean =>
  text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff;
