import type { TraceBuilder } from '@/lib/trace/builder';
import type { Note } from '@/lib/trace/trace';
import type { Confidence, Format, ReadContext, Scan, Source, TracePart } from '../format';
import { elementSpans } from '../source/boundary-scan';
import { baseName } from '../source/file-name';
import { type Bundle, bundlesOf } from './bundle';
import { readBundle, runOf, whole } from './read-bundle';

type Index = Map<string, Bundle>;

/** The structure is known from the outside only, so this is never certain. */
function sniff(source: Source): Confidence {
  const { bundles } = bundlesOf(source);
  if (bundles.some(({ manifest }) => manifest)) return 'likely';
  return bundles.length > 0 ? 'maybe' : 'no';
}

function scan(source: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: TracePart[] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  const { bundles, others } = bundlesOf(source);
  for (const bundle of bundles) {
    const key = String(bundle.events.index);
    const { id, title } = runOf(bundle);
    index.set(key, bundle);
    parts.push({ key, title: title ?? id ?? 'StatePlane bundle' });
    const { events, list, manifest } = bundle;
    for (const span of elementSpans(events.bytes, list)) records.push(events.ref(span));
    for (const file of manifest ? [manifest, ...bundle.documents] : bundle.documents)
      records.push(file.ref(whole(file)));
  }
  for (const file of others) {
    if (file.bytes.length === 0) continue;
    const record = file.ref(whole(file));
    records.push(record);
    notes.push({
      ...{ severity: 'warning', code: 'other-file', records: [record] },
      message: `${baseName(file.path)} is no file of a bundle: it is kept and not read.`,
    });
  }
  return { parts, records, notes, index };
}

function read(
  _source: Source,
  index: Index,
  part: TracePart,
  builder: TraceBuilder,
  { hash }: ReadContext,
): void {
  const bundle = index.get(part.key);
  if (!bundle) throw new RangeError(`The scan found no part ${part.key}`);
  readBundle(bundle, part.title, builder, hash);
}

/**
 * Bundles of StatePlane, as far as they are known from the outside: events, and the files about them. Each file is
 * hashed and compared with the manifest; the receipt hash is shown and never called verified.
 */
export const stateplane: Format<Index> = {
  id: 'stateplane',
  title: 'StatePlane bundle (experimental)',
  sniff,
  scan,
  read,
};
