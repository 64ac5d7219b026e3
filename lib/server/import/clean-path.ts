/**
 * A file name from outside, as data to show: separators made one, steps upwards and roots taken off.
 * Nothing is ever opened or written under it.
 */
export function cleanPath(path: string): string {
  const steps = path
    .replaceAll('\\', '/')
    .split('/')
    .filter((step) => step !== '' && step !== '.' && step !== '..' && !/^[A-Za-z]:$/.test(step));
  return steps.join('/').replaceAll('\0', '').slice(0, 500) || 'upload';
}

/** The name would lead out of the folder that it was meant for. */
export const leadsOut = (path: string): boolean =>
  /^(?:[A-Za-z]:|[\\/])/.test(path) || path.split(/[\\/]/).includes('..');
