import type { Hash } from '@/lib/trace/identity';
import { field, isObject, type Json, textField } from '@/lib/trace/json';
import type { Note } from '@/lib/trace/trace';
import { baseName } from '../source/file-name';
import type { SourceFile } from '../source/source-file';
import type { Bundle } from './bundle';

/** Hashes that a manifest records, by name of the file, however it lists them. */
function recordedHashes(manifest: Json): Map<string, string> {
  const files = field(manifest, 'files');
  const found = new Map<string, string>();
  const keep = (name: string | undefined, value: Json | undefined): void => {
    const hash =
      typeof value === 'string'
        ? value
        : (textField(value, 'sha256') ?? textField(value, 'hash') ?? textField(value, 'digest'));
    if (name !== undefined && hash !== undefined)
      found.set(name, hash.replace(/^sha-?256:/i, '').toLowerCase());
  };
  if (Array.isArray(files))
    for (const file of files) keep(textField(file, 'path') ?? textField(file, 'name'), file);
  else if (isObject(files)) for (const [name, value] of Object.entries(files)) keep(name, value);
  return found;
}

/**
 * One note per file: whether its bytes have the SHA-256 that the manifest records. Of a file without a name that
 * the manifest knows the hash alone decides. The hash of the whole is not checked: nobody has published its rule.
 */
export function* hashNotes(bundle: Bundle, manifest: Json | null, hash: Hash): Generator<Note> {
  const recorded = recordedHashes(manifest);
  const missing = new Set(recorded.keys());
  for (const file of [bundle.events, ...bundle.documents]) {
    const made = hash(file.bytes);
    const name = nameIn(recorded, file, made);
    missing.delete(name);
    const due = recorded.get(name);
    if (due === undefined) yield note('info', `${name}: not recorded. SHA-256 ${made}.`);
    else if (!/^[0-9a-f]{64}$/.test(due))
      yield note('info', `${name}: recorded as ${due.slice(0, 80)}, which is no SHA-256.`);
    else if (due === made) yield note('info', `${name}: matches the SHA-256 of the manifest.`);
    else yield note('warning', `${name}: differs. Recorded ${due}, its bytes give ${made}.`);
  }
  for (const name of missing) yield note('warning', `${name}: recorded and not in the upload.`);
  const whole = textField(manifest, 'receipt_hash');
  if (whole !== undefined)
    yield {
      ...{ severity: 'info', code: 'receipt-hash', records: [] },
      message: `The manifest names the receipt hash ${whole.slice(0, 80)}. It is not checked: how it is computed is not published. A receipt is no authority.`,
    };
}

function nameIn(recorded: ReadonlyMap<string, string>, file: SourceFile, made: string): string {
  const base = baseName(file.path);
  if (recorded.has(base)) return base;
  return [...recorded].find(([, value]) => value === made)?.[0] ?? base;
}

const note = (severity: Note['severity'], message: string): Note => ({
  ...{ severity, code: 'file-hash', message, records: [] },
});
