/** The last part of a path, whichever slashes it has. */
export const baseName = (path: string): string => path.replace(/^.*[/\\]/s, '');

/** The same without `.json` or `.jsonl`: what a file is called where it does not name itself. */
export const stemOf = (path: string): string => baseName(path).replace(/\.jsonl?$/i, '');
