/** What a tool is for, as far as facts read it. */
export type ToolRole =
  | 'shell'
  /** Changes a file that is there. */
  | 'edit'
  /** Writes a file whole: new, or over an old one. */
  | 'write'
  | 'delete'
  /** Takes a patch that names its files. */
  | 'patch'
  /** One tool for all, with a `command` of its own: view, create, str_replace, insert. */
  | 'editor'
  | 'read'
  /** Runs tests without a command line. */
  | 'tests'
  /** The whole list of todos. */
  | 'todos'
  | 'todo-add'
  | 'todo-change';

/** Names in lower case without signs: `Bash`, `local_shell` and `local-shell` are found alike. */
const families: readonly Partial<Record<ToolRole, readonly string[]>>[] = [
  // Claude Code
  {
    shell: ['bash'],
    edit: ['edit', 'multiedit', 'notebookedit'],
    write: ['write'],
    read: ['read', 'notebookread'],
    todos: ['todowrite'],
    'todo-add': ['taskcreate'],
    'todo-change': ['taskupdate'],
  },
  // OpenAI Codex and the tools of its models
  {
    shell: [
      'shell',
      'localshell',
      'localshellcall',
      'execcommand',
      'containerexec',
      'shellcommand',
    ],
    patch: ['applypatch', 'applypatchcall'],
    todos: ['updateplan'],
  },
  // Anthropic's text editor, SWE-agent, OpenHands, mini-SWE-agent
  {
    shell: ['executebash', 'runbash', 'terminal', 'computerterminal'],
    editor: ['strreplacebasededittool', 'strreplaceeditor', 'texteditor'],
  },
  // Gemini CLI, Qwen Code
  {
    shell: ['runshellcommand'],
    edit: ['replace'],
    write: ['writefile'],
    read: ['readfile'],
    todos: ['writetodos', 'todowritetool'],
  },
  // Cline, Roo, Kilo, Cursor, Windsurf, Copilot
  {
    shell: [
      'executecommand',
      'runterminalcmd',
      'runterminalcommand',
      'runinterminal',
      'runcommand',
    ],
    edit: [
      'replaceinfile',
      'searchreplace',
      'editfile',
      'inserteditintofile',
      'replacestringinfile',
    ],
    write: ['writetofile', 'createfile'],
    patch: ['applydiff'],
    delete: ['deletefile'],
    todos: ['updatetodolist', 'managetodolist'],
  },
  // Run traces of replay-env
  { shell: ['command'] },
  // OpenCode, MCP's filesystem server, deep agents, and what people write themselves
  {
    patch: ['patch'],
    edit: ['fileedit', 'editblock', 'strreplace'],
    write: ['filewrite', 'savefile', 'filecreate'],
    tests: ['runtests', 'runtest', 'pytest', 'runpytest', 'executetests'],
    read: ['fileread', 'viewfile', 'readtextfile'],
    delete: ['removefile', 'filedelete'],
    todos: ['settodos', 'updatetodos'],
  },
];

const roles = new Map<string, ToolRole>(
  families.flatMap((family) =>
    // Names of the table above, which has no others.
    (Object.entries(family) as [ToolRole, readonly string[]][]).flatMap(([role, names]) =>
      names.map((name) => [name, role] as const),
    ),
  ),
);

/** By its name alone; a server's prefix (`mcp__files__write_file`, `functions.shell`) does not count. */
export function toolRole(tool: string): ToolRole | null {
  if (tool.length > 200) return null;
  return roles.get(bare(tool)) ?? roles.get(bare(tool.split(/__|[.:/]/).at(-1) ?? '')) ?? null;
}

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
