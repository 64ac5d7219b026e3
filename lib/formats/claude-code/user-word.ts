import { field, type JsonObject, textField } from '@/lib/trace/json';

const wrappers: readonly [start: string, word: string][] = [
  ['[Request interrupted by user', 'user/interrupt'],
  ['<command-name>', 'user/command'],
  ['<command-message>', 'user/command'],
  ['<local-command-stdout>', 'user/command-output'],
  ['<local-command-stderr>', 'user/command-output'],
  ['<local-command-caveat>', 'user/meta'],
  ['Caveat: The messages below were generated', 'user/meta'],
  ['<bash-input>', 'user/bash-input'],
  ['<bash-stdout>', 'user/bash-output'],
  ['<bash-stderr>', 'user/bash-output'],
  ['<system-reminder>', 'user/reminder'],
  ['<task-notification>', 'user/notification'],
];

/**
 * What kind of user row this is: `user` only where a person wrote it. All kinds go to the model as user
 * messages; the program itself writes most of them.
 */
export function userWord(row: JsonObject, text: string): string {
  const start = text.trimStart();
  const wrapper = wrappers.find(([mark]) => start.startsWith(mark));
  if (wrapper) return wrapper[1];
  if (textField(field(row, 'origin'), 'kind') === 'task-notification') return 'user/notification';
  return field(row, 'isMeta') === true ? 'user/meta' : 'user';
}

/** The first text of a message: a string, or the first text block. */
export function firstText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  for (const block of content) {
    const text = textField(block, 'text');
    if (text !== undefined) return text;
  }
  return '';
}
