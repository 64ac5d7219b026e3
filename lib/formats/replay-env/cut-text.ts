const mark = '...[truncated]';
/** replay-env cuts to this many characters what is longer than as many bytes. */
const longest = 16_384;

/**
 * What the mark at the end of an output says: `cut` where text is missing, `whole` where it is not (text of fewer
 * characters but more bytes is marked all the same), `unsure` where it may be either. null without a mark of
 * replay-env.
 */
export function cutMark(text: string): 'cut' | 'whole' | 'unsure' | null {
  if (!text.endsWith(mark)) return null;
  const kept = text.slice(0, -mark.length);
  let characters = 0;
  for (const _char of kept) characters += 1;
  const bytes = new TextEncoder().encode(kept).length;
  if (characters > longest) return null;
  if (characters === longest) return bytes > longest ? 'unsure' : 'cut';
  // Fewer bytes are never marked: then the words are the program's own.
  return bytes > longest ? 'whole' : null;
}
