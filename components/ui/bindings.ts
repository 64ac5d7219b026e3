const letter = /^[A-Z]$/;
const symbol = /^[^\p{L}\d\s]$/u;

/**
 * What tinykeys has to listen to for a binding such as `J`, `g g`, `?` or `$mod+Enter`: it compares letters
 * without their case and refuses a Shift that is not named, but which keys need Shift depends on the keyboard.
 */
export function expandBinding(binding: string): string[] {
  return binding
    .split(' ')
    .map(expandPress)
    .reduce<string[]>(
      (sequences, presses) =>
        sequences.flatMap((sequence) =>
          presses.map((press) => (sequence ? `${sequence} ${press}` : press)),
        ),
      [''],
    );
}

function expandPress(press: string): string[] {
  if (letter.test(press)) return [`Shift+${press.toLowerCase()}`];
  if (symbol.test(press)) return [press, `Shift+${press}`];
  return [press];
}

/** Without Ctrl, Cmd or Alt: such keys also write, so they can be switched off and rest while one types. */
export const isSingleKey = (binding: string): boolean =>
  !/(\$mod|Control|Meta|Alt)\+/.test(binding);

/** Where keys write or have a meaning of their own. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (
    target.closest(
      '.monaco-editor, [contenteditable=""], [contenteditable="true"], textarea, select',
    )
  )
    return true;
  const input = target.closest('input');
  return (
    !!input && !['checkbox', 'radio', 'button', 'submit', 'range', 'file'].includes(input.type)
  );
}

/** Space and Enter belong to what they press. */
export const isPress = (event: KeyboardEvent): boolean =>
  (event.key === ' ' || event.key === 'Enter') &&
  !(event.ctrlKey || event.metaKey) &&
  event.target instanceof Element &&
  !!event.target.closest('button, a[href], summary, input, [role="menuitem"], [role="tab"]');

/** The dialog or menu that has the keyboard, if one has. */
export const modalOf = (target: EventTarget | null): Element | null =>
  target instanceof Element
    ? target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')
    : null;
