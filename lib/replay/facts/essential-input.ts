import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Json } from '@/lib/trace/json';
import { changedFiles } from './changed-files';
import { commandOf } from './shell-command';
import type { ToolRole } from './tool-names';

const longest = 2000;

/**
 * What a call is about, so that the next try is known as the same: the command of a shell, the file of an
 * edit (whose text differs from try to try), all arguments of other tools. The first 2,000 signs of it.
 */
export function essentialInput(role: ToolRole | null, input: Json): string {
  if (role === 'shell') return (commandOf(input) ?? canonicalJson(input)).slice(0, longest);
  const [file] = role === null ? [] : changedFiles(role, input);
  return (file?.path ?? canonicalJson(input)).slice(0, longest);
}
