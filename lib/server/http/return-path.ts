/** Where to go after the password: a path of ours, else the start. Anything else could lead away. */
export function returnPath(asked: string | null | undefined): string {
  if (!asked || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || asked.includes('\\')) return '/';
  return asked === '/login' || asked.startsWith('/login?') ? '/' : asked;
}
