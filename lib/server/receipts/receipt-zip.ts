import { createHash } from 'node:crypto';
import { type ReceiptFile, receiptManifest } from '@/lib/replay/receipt/manifest';
import type { ReceiptText } from '@/lib/replay/receipt/receipt-texts';
import { joinedText } from '@/lib/server/http/joined-text';
import { webBody } from '@/lib/server/http/web-body';
import { zipBody } from '@/lib/server/http/zip-body';
import { sha256 } from '@/lib/server/sha256';
import { contentDisposition } from '@/lib/server/uploads/content-disposition';
import type { Receipt } from './receipt-of';

/** No clock goes in: the first day that a zip can name, wherever the server stands. */
const noTime = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** The bundle as a zip, written as it is read; the manifest comes last, as it holds the hashes of the others. */
export function receiptZip(receipt: Receipt): Response {
  const files: ReceiptFile[] = [];
  const entries = [
    ...receipt.texts.map((text) => ({ path: text.path, pieces: () => hashed(text, files) })),
    { path: 'manifest.json', pieces: () => [manifestText(receipt, files)] },
  ];
  const body = zipBody(entries.map((entry) => ({ ...entry, options: noTime })));
  return new Response(webBody(body), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': contentDisposition(`${receipt.name}.receipt.zip`),
    },
  });
}

const manifestText = (receipt: Receipt, files: readonly ReceiptFile[]): string => {
  const { subject: trace, previous, arguments: given } = receipt;
  const manifest = receiptManifest(
    { trace, previous, arguments: given, files: [...files] },
    sha256,
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

/** Leaves the file's size and hash behind. */
function* hashed({ path, text }: ReceiptText, files: ReceiptFile[]): Generator<Buffer> {
  const digest = createHash('sha256');
  let bytes = 0;
  for (const piece of joinedText(text)) {
    digest.update(piece);
    bytes += piece.length;
    yield piece;
  }
  files.push({ path, bytes, sha256: digest.digest('hex') });
}
