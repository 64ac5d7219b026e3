import { field, isObject, type Json, textField } from '@/lib/trace/json';
import type { Source } from '../format';
import { elementSpans, memberSpans, type ValueSpan } from '../source/boundary-scan';
import { baseName } from '../source/file-name';
import type { SourceFile } from '../source/source-file';

/** The files of one folder of an upload that make up a bundle. */
export interface Bundle {
  events: SourceFile;
  /** Where the list of events stands in its file. */
  list: ValueSpan;
  manifest: SourceFile | null;
  /** The other files that a bundle has, in the order of the upload. */
  documents: SourceFile[];
}

/** Names as the bundles of the seed have them, without punctuation and endings. */
const names = new Map([
  ['manifest', 'manifest'],
  ['events', 'events'],
  ['run', 'run'],
  ['codingprojectionbefore', 'projection_before'],
  ['codingprojectionafter', 'projection_after'],
  ['codingdifffromprevious', 'diff_from_previous'],
  ['staterecords', 'state_records'],
  ['snapshot', 'snapshot'],
  ['receipt', 'receipt'],
  ['preparedopenairequest', 'prepared_request'],
  ['projectionbefore', 'projection_before'],
  ['projectionsbefore', 'projection_before'],
  ['projectionafter', 'projection_after'],
  ['projectionsafter', 'projection_after'],
  ['difffromprevious', 'diff_from_previous'],
  ['preparedrequest', 'prepared_request'],
]);

const folderOf = (path: string): string => path.slice(0, path.length - baseName(path).length);

/** What a file is in a bundle by its name; null for a name that no bundle has. */
export function roleOf({ path }: SourceFile): string | null {
  const base = baseName(path);
  if (!/\.(?:json|md)$/i.test(base)) return null;
  const bare = base.replace(/\.(?:json|md)$/i, '').replace(/[^a-z]/gi, '');
  return names.get(bare.toLowerCase()) ?? null;
}

const isJson = ({ layout }: SourceFile): boolean => layout === 'document';
const small = 4_000_000;

function head(file: SourceFile): Json | null {
  const span = isJson(file) ? file.values().next().value : undefined;
  const parsed = span && span.end - span.start < small ? file.parse(span) : null;
  return parsed?.ok ? parsed.value : null;
}

/** A list of files with hashes, and a run or a hash of the whole. Our own receipts are read as what they hold. */
function isManifest(file: SourceFile): boolean {
  const value = head(file);
  if (!isObject(value) || field(value, 'schema') === 'retake-receipt') return false;
  const files = field(value, 'files');
  const lists = isObject(files) || Array.isArray(files);
  return lists && (Object.hasOwn(value, 'receipt_hash') || Object.hasOwn(value, 'run_id'));
}

/** An event has an id and a word for what it is; a payload beside them. */
const isStateEvent = (value: Json): boolean =>
  (textField(value, 'event_id') ?? textField(value, 'id')) !== undefined &&
  (textField(value, 'event_type') ?? textField(value, 'type')) !== undefined &&
  (isObject(field(value, 'payload')) || isObject(field(value, 'data')));

/** The list of events in a file: the whole of it, or its member `events`. */
function listIn(file: SourceFile): ValueSpan | null {
  const root = isJson(file) ? file.values().next().value : undefined;
  if (!root) return null;
  const list =
    file.bytes[root.start] === 0x5b
      ? root
      : [...memberSpans(file.bytes, root)].findLast(({ key }) => key === 'events')?.value;
  if (!list || file.bytes[list.start] !== 0x5b) return null;
  let looked = 0;
  let good = 0;
  for (const span of elementSpans(file.bytes, list)) {
    if (looked === 20) break;
    looked += 1;
    const parsed = file.parse(span);
    if (parsed.ok && isStateEvent(parsed.value)) good += 1;
  }
  return good > 0 && good * 2 >= looked ? list : null;
}

/** The bundles of an upload, one a folder, and the files that belong to none. */
export function bundlesOf({ files }: Source): { bundles: Bundle[]; others: SourceFile[] } {
  const folders = new Map<string, SourceFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const bundles: Bundle[] = [];
  const others: SourceFile[] = [];
  for (const inside of folders.values()) {
    const bundle = bundleIn(inside);
    if (bundle) bundles.push(bundle);
    const used = new Set(bundle ? [bundle.events, bundle.manifest, ...bundle.documents] : []);
    others.push(...inside.filter((file) => !used.has(file)));
  }
  return { bundles, others };
}

function bundleIn(files: readonly SourceFile[]): Bundle | null {
  const manifest =
    files.find((file) => roleOf(file) === 'manifest' && isManifest(file)) ??
    files.find(isManifest) ??
    null;
  const candidates = files.flatMap((file) => {
    const list = file === manifest ? null : listIn(file);
    return list ? [{ file, list }] : [];
  });
  const found = candidates.find(({ file }) => roleOf(file) === 'events') ?? candidates[0];
  if (!found) return null;
  const documents = files.filter(
    (file) => file !== found.file && file !== manifest && file.bytes.length > 0,
  );
  return {
    ...{ events: found.file, list: found.list, manifest },
    // Without a manifest only the names tell what belongs to it.
    documents: manifest ? documents : documents.filter((file) => roleOf(file) !== null),
  };
}
