import type { ForkEdit } from '@/lib/trace/fork-edit';

/** What an edit changes: two edits with one target cannot both hold. */
export function editTarget(edit: ForkEdit): string {
  switch (edit.type) {
    case 'message':
    case 'remove-message':
      return `message ${edit.index}`;
    case 'insert-messages':
      return `before message ${edit.index}`;
    case 'replace-last-user':
      return 'last user message';
    case 'append-user':
      return 'end';
    default:
      return edit.type;
  }
}

/** The edits with this one among them, in the place of one that changes the same thing. */
export function withEdit(edits: readonly ForkEdit[], edit: ForkEdit): ForkEdit[] {
  const target = editTarget(edit);
  const at = edits.findIndex((one) => editTarget(one) === target);
  if (edit.type === 'insert-messages' && edit.messages.length === 0)
    return edits.filter((one) => editTarget(one) !== target);
  return at < 0 ? [...edits, edit] : edits.with(at, edit);
}
