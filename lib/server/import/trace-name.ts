/** File names that a program made up: they tell a reader nothing. */
const madeUp = /^(pasted|upload|[0-9a-f]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.\w+)*$/i;

/**
 * What a new trace is called: a person's own name for the file where the file is one trace, else what the
 * importer found in it.
 */
export function traceName(upload: string, title: string, alone: boolean): string {
  const file = upload.split('/').at(-1) ?? upload;
  if (alone && !madeUp.test(file)) return file;
  return title.trim() === '' ? file : title;
}
