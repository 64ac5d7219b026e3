import type { FileChange } from './changed-files';

const codex = /^\*\*\* (Add|Update|Delete) File: (.+)$/;
const moved = /^\*\*\* Move to: (.+)$/;

/** The files that a patch names: of Codex (`*** Update File: x`) or a unified diff (`--- a/x`, `+++ b/x`). */
export function patchedFiles(patch: string): FileChange[] {
  const found = new Map<string, FileChange>();
  const add = (path: string, to: FileChange['to'], how: string): void => {
    found.set(path, { path, to, how });
  };
  let current = '';
  let from: string | null = null;
  for (const raw of patch.split('\n')) {
    const line = raw.trimEnd();
    const head = codex.exec(line);
    if (head) {
      current = head[2]?.trim() ?? '';
      if (head[1] === 'Add') add(current, 'created', 'added it');
      else if (head[1] === 'Delete') add(current, 'deleted', 'deleted it');
      else add(current, 'edited', 'patched it');
      continue;
    }
    const target = moved.exec(line)?.[1]?.trim();
    if (target !== undefined && current !== '') {
      add(current, 'deleted', `moved it to ${target}`);
      add(target, 'created', `moved it here from ${current}`);
      continue;
    }
    if (line.startsWith('--- ')) from = diffPath(line.slice(4));
    else if (line.startsWith('+++ ') && from !== null) {
      const to = diffPath(line.slice(4));
      if (to === '/dev/null') add(from, 'deleted', 'deleted it');
      else add(to, from === '/dev/null' ? 'created' : 'edited', 'patched it');
      from = null;
    }
  }
  found.delete('');
  return [...found.values()];
}

/** Without the time behind a tab and the `a/` or `b/` of git. */
const diffPath = (text: string): string => {
  const path = text.split('\t', 1)[0]?.trim() ?? '';
  return /^[ab]\//.test(path) ? path.slice(2) : path;
};
