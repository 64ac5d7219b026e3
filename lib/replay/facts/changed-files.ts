import { type Json, textField } from '@/lib/trace/json';
import { patchedFiles } from './patched-files';
import { commandOf, type ShellPiece, shellPieces } from './shell-command';
import type { ToolRole } from './tool-names';

/** What a successful call does to a file. */
export interface FileChange {
  path: string;
  to: 'created' | 'edited' | 'deleted' | 'read';
  /** How it is known, in words, behind the name of the tool. */
  how: string;
}

const pathFields = [
  ...[
    'file_path',
    'path',
    'filePath',
    'notebook_path',
    'target_file',
    'filename',
    'file',
    'file_name',
  ],
  ...['absolute_path', 'AbsolutePath', 'TargetFile', 'relative_path'],
];
const patchFields = ['patch', 'input', 'patchText', 'patch_text', 'diff', 'content'];

/** The files that a call of such a tool is about, and what it does to them. */
export function changedFiles(role: ToolRole, input: Json): FileChange[] {
  switch (role) {
    case 'edit':
      return named(input, 'edited', 'changed it');
    case 'write':
      return named(input, 'edited', 'wrote it');
    case 'delete':
      return named(input, 'deleted', 'deleted it');
    case 'read':
      return named(input, 'read', 'read it');
    case 'editor':
      return byEditor(input);
    case 'patch':
      return byPatch(input);
    case 'shell':
      return shellPieces(commandOf(input) ?? '').flatMap(byShell);
    default:
      return [];
  }
}

function pathOf(input: Json): string | undefined {
  for (const name of pathFields) {
    const path = textField(input, name);
    if (path !== undefined && path !== '') return path;
  }
  return undefined;
}

function named(input: Json, to: FileChange['to'], how: string): FileChange[] {
  const path = pathOf(input);
  return path === undefined ? [] : [{ path: plainPath(path), to, how }];
}

function byEditor(input: Json): FileChange[] {
  switch (textField(input, 'command')) {
    case 'create':
      return named(input, 'created', 'created it');
    case 'str_replace':
    case 'insert':
    case 'edit':
      return named(input, 'edited', 'changed it');
    case 'view':
      return named(input, 'read', 'showed it');
    default:
      return [];
  }
}

function byPatch(input: Json): FileChange[] {
  const texts =
    typeof input === 'string' ? [input] : patchFields.map((name) => textField(input, name));
  for (const text of texts) {
    const files = text === undefined ? [] : patchedFiles(text);
    if (files.length > 0) return files;
  }
  return named(input, 'edited', 'patched it');
}

function byShell({ words, writes, heredoc }: ShellPiece): FileChange[] {
  const [program = '', ...given] = words;
  const patch = /^(?:apply_patch|applypatch)$/.test(program) ? (heredoc ?? given[0]) : undefined;
  if (patch !== undefined) return patchedFiles(patch);
  const plain = given.filter((word) => !word.startsWith('-'));
  const written = [...writes, ...(program === 'tee' ? plain : [])];
  const found = written
    .filter(isFile)
    .map((path) => change(path, 'edited', 'sent its output there'));
  if (program === 'sed' && given.some((word) => /^(?:-i|--in-place)/.test(word))) {
    // The first word is the script, unless a flag gave it.
    const files = given.some((word) => /^(?:-e|--expression)/.test(word)) ? plain : plain.slice(1);
    found.push(
      ...files.filter(isFile).map((path) => change(path, 'edited', 'changed it with sed -i')),
    );
  }
  const removes = program === 'rm' || (program === 'git' && given[0] === 'rm');
  if (removes && !given.some((word) => /^-\w*r|^--cached/i.test(word)))
    found.push(
      ...plain
        .slice(program === 'git' ? 1 : 0)
        .filter(isFile)
        .map((path) => change(path, 'deleted', 'removed it')),
    );
  return found;
}

const change = (path: string, to: FileChange['to'], how: string): FileChange => ({
  ...{ path: plainPath(path), to, how },
});

/** The name of one file: no variable, no pattern, no device. */
const isFile = (word: string): boolean =>
  word !== '' && word !== '-' && !/[$*?`{}~\n]|^\/dev\/|^&/.test(word);

const plainPath = (path: string): string => (path.startsWith('./') ? path.slice(2) : path);
