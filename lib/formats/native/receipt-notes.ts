import type { RecordRef } from '@/lib/trace/event';
import type { Hash } from '@/lib/trace/identity';
import { field, isObject, listField, textField } from '@/lib/trace/json';
import type { Note } from '@/lib/trace/trace';
import type { Source } from '../format';
import type { SourceFile } from '../source/source-file';

const manifestName = /(^|\/)manifest\.json$/;

/** The files of a receipt besides the trace itself; empty where the source is none. */
export function receiptFiles({ files }: Source): SourceFile[] {
  const manifest = files.find(({ path }) => manifestName.test(path));
  return manifest && hashesIn(manifest) ? [...files] : [];
}

/** One note per file: whether its bytes are those that the manifest names. The trace is read either way. */
export function* receiptNotes(source: Source, read: SourceFile, hash: Hash): Generator<Note> {
  const files = receiptFiles(source);
  const manifest = files.find(({ path }) => manifestName.test(path));
  const hashes = manifest && hashesIn(manifest);
  if (!hashes) return;
  const folder = manifest.path.slice(0, -'manifest.json'.length);
  for (const file of files) {
    const records: RecordRef[] =
      file === read || file.bytes.length === 0
        ? []
        : [file.ref({ start: 0, end: file.bytes.length })];
    if (file === manifest) {
      yield note('info', 'The manifest of a receipt. It is no authority: verify it.', records);
      continue;
    }
    const name = file.path.startsWith(folder) ? file.path.slice(folder.length) : file.path;
    const recorded = hashes.get(name);
    if (recorded === undefined)
      yield note('info', `${name}: not recorded in the manifest of the receipt.`, records);
    else if (recorded === hash(file.bytes))
      yield note('info', `${name}: matches the hash in the manifest of the receipt.`, records);
    else yield note('warning', `${name}: differs from the hash in the manifest.`, records);
  }
}

const note = (severity: Note['severity'], message: string, records: RecordRef[]): Note => ({
  ...{ severity, code: 'receipt-file', message, records },
});

/** Hashes by path; null for what is no manifest of a receipt. */
function hashesIn(file: SourceFile): Map<string, string> | null {
  const [manifest] = file.sample(1);
  if (!isObject(manifest) || field(manifest, 'schema') !== 'retake-receipt') return null;
  return new Map(
    (listField(manifest, 'files') ?? []).flatMap((one): [string, string][] => {
      const [path, sha256] = [textField(one, 'path'), textField(one, 'sha256')];
      return path !== undefined && sha256 !== undefined ? [[path, sha256]] : [];
    }),
  );
}
