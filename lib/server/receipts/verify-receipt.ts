import {
  manifestSchema,
  type ReceiptFileReport,
  type ReceiptReport,
  shownLine,
} from '@/lib/api/receipt-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { firstDifference } from '@/lib/replay/receipt/first-difference';
import { holdsItsHash, type ReceiptManifest } from '@/lib/replay/receipt/manifest';
import { pauses } from '@/lib/server/pauses';
import { sha256 } from '@/lib/server/sha256';
import { receiptOf } from './receipt-of';

interface BundleFile {
  path: string;
  bytes: Uint8Array;
}

/**
 * Makes the receipt of the trace anew, with the arguments that the manifest names, and lists what differs. A receipt
 * is no authority: only the trace is. Rejects with the signal's reason once nobody waits. Throws AppError `not_found`, and `unprocessable` for what is no receipt.
 */
export async function verifyReceipt(
  store: Store,
  { id, previous }: { id: string; previous?: string | undefined },
  bundle: readonly BundleFile[],
  signal?: AbortSignal,
): Promise<ReceiptReport> {
  const found = bundle.find(({ path }) => /(^|\/)manifest\.json$/.test(path));
  if (!found) throw noReceipt();
  const manifest = manifestOf(found.bytes);
  // A bundle may have been packed again with the folder that it lay in.
  const folder = found.path.slice(0, -'manifest.json'.length);
  const given = new Map(
    bundle.flatMap(({ path, bytes }): [string, Uint8Array][] =>
      path.startsWith(folder) && path !== found.path ? [[path.slice(folder.length), bytes]] : [],
    ),
  );
  const model = manifest.arguments.model ?? undefined;
  const receipt = await receiptOf(store, { id, previous, model }, signal);
  const recorded = new Map(manifest.files.map(({ path, sha256: hash }) => [path, hash]));
  const remade = new Map(receipt.texts.map(({ path, text }) => [path, text]));
  const paths = [...new Set([...recorded.keys(), ...remade.keys(), ...given.keys()])].sort();
  const pause = pauses(signal);
  const files: ReceiptFileReport[] = [];
  for (const path of paths) {
    const bytes = given.get(path);
    const text = remade.get(path);
    const first =
      bytes && text ? await firstDifference(linesOf(bytes), text, shownLine, pause) : null;
    files.push({
      path,
      recorded: recordedVerdict(bytes, recorded.get(path)),
      trace: bytes ? (text ? (first ? 'differs' : 'matches') : 'not part of a receipt') : 'missing',
      first,
    });
    await pause();
  }
  const receiptHash = holdsItsHash(manifest, sha256) ? 'matches' : 'differs';
  return {
    verified:
      receiptHash === 'matches' &&
      files.every((file) => file.recorded === 'matches' && file.trace === 'matches'),
    receiptHash,
    content: {
      receipt: manifest.trace.fingerprint.content,
      trace: receipt.subject.fingerprint.content,
    },
    files,
  };
}

function manifestOf(bytes: Uint8Array): ReceiptManifest {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw noReceipt();
  }
}

function recordedVerdict(
  bytes: Uint8Array | undefined,
  hash: string | undefined,
): ReceiptFileReport['recorded'] {
  if (!bytes) return 'missing';
  if (hash === undefined) return 'not recorded';
  return sha256(bytes) === hash ? 'matches' : 'differs';
}

const newline = 0x0a;

/** Lines with their ends, one at a time: a file may be longer than a string can be. */
function* linesOf(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found + 1;
    yield decoder.decode(bytes.subarray(start, end));
    start = end;
  }
}

export const noReceipt = (): AppError =>
  new AppError('unprocessable', 'This is no receipt of Retake.', {
    hint: 'Choose the zip that "Export a receipt" gave, with its manifest.json.',
  });
