/** Texts in pieces of about 64 KB: a stream of single lines is slow. */
export function* joinedText(texts: Iterable<string>): Generator<Buffer> {
  let held: string[] = [];
  let size = 0;
  for (const text of texts) {
    held.push(text);
    size += text.length;
    if (size < 65_536) continue;
    yield Buffer.from(held.join(''));
    held = [];
    size = 0;
  }
  if (held.length > 0) yield Buffer.from(held.join(''));
}
