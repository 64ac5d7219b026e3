const mark = '\0';
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Text as a column can hold it. SQLite keeps UTF-8, in which a lone surrogate has no spelling: such
 * text is kept as JSON behind a NUL. Lossless together with `fromColumn`.
 */
export function toColumn(text: string): string {
  if (!text.startsWith(mark) && !loneSurrogate.test(text)) return text;
  return mark + JSON.stringify(text);
}

export function fromColumn(stored: string): string {
  if (!stored.startsWith(mark)) return stored;
  return String(JSON.parse(stored.slice(1)));
}
