const caps = new Map([
  ['$mod', 'Ctrl'],
  ['Control', 'Ctrl'],
  ['Shift', '⇧'],
  ['Alt', 'Alt'],
  ['Enter', '↵'],
  ['Escape', 'Esc'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['Space', 'Space'],
]);

/** What is printed on the keys of a binding such as `$mod+Enter`, `J` or `g g`; a capital is ⇧ and its letter. */
export function keyCaps(keys: string): { id: string; text: string }[] {
  return keys
    .split(' ')
    .flatMap((press) => press.split(/(?<=.)\+(?=.)/))
    .flatMap((key) => (/^[A-Z]$/.test(key) ? ['⇧', key] : [caps.get(key) ?? key]))
    .map((text, index) => ({
      id: `${index}${text}`,
      text: /^[a-z]$/.test(text) ? text.toUpperCase() : text,
    }));
}
