import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const app = fileURLToPath(new URL('../../app/', import.meta.url));
const noId = '0'.repeat(32);

const files = (name: string): string[] =>
  readdirSync(app, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .sort();

/** A path as a request may ask for it: each `[part]` becomes a well-formed one that names nothing. */
const concrete = (folder: string): string =>
  `/${folder}`.replace(/\/\[[^/]+\]/g, (part) => (part.includes('token') ? '/none' : `/${noId}`));

const folderOf = (file: string): string => file.split('/').slice(0, -1).join('/');

/** The path of every page there is, read off the folders. */
export const pagePaths = (): string[] => files('page.tsx').map((file) => concrete(folderOf(file)));

/** Method and path of every route handler there is, read off the files. */
export const routeCalls = (): [method: string, path: string][] =>
  files('route.ts').flatMap((file) =>
    [...readFileSync(`${app}${file}`, 'utf8').matchAll(/^export const ([A-Z]+) =/gm)].map(
      ([, method = '']): [string, string] => [method, concrete(folderOf(file))],
    ),
  );
