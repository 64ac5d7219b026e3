import { readdirSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestSchema } from '@/lib/api/receipt-contract';
import { readNotes } from '@/lib/db/read-parts';
import { formats } from '@/lib/formats/index';
import { traceFingerprints } from '@/lib/server/fingerprints/trace-fingerprints';
import { runImport } from '@/lib/server/import/run-import';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { answerReceipt, answerVerification } from './answer-receipt';

let app: TestApp;
beforeEach(() => {
  app = openTestApp((job, post) => ({
    ended: runImport(job, formats, post),
    stop: () => undefined,
  }));
});
afterEach(() => app.close());

const conversation = JSON.stringify([
  { role: 'user', content: 'Refund order 4711, please. 😀 </script>' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"__proto__": 1}' } },
    ],
  },
  { role: 'tool', tool_call_id: 'c1', content: 'line\nline' },
  { role: 'assistant', content: 'Refunded.' },
]);

async function imported(text = conversation): Promise<string> {
  const { traces } = await app.upload(text);
  return traces[0]?.id ?? '';
}
const address = (id: string, query = '') => `http://127.0.0.1/api/traces/${id}/receipt?${query}`;
const exported = async (id: string, query = ''): Promise<Uint8Array> => {
  const response = await answerReceipt(app, id, new Request(address(id, query)));
  return new Uint8Array(await response.arrayBuffer());
};
const verified = async (id: string, zip: Uint8Array<ArrayBuffer>) => {
  const request = new Request(address(id), { method: 'POST', body: zip });
  return (await answerVerification(app, id, request)).json();
};
const textOf = (files: Record<string, Uint8Array>, path: string): string =>
  new TextDecoder().decode(files[path]);

describe('a receipt', () => {
  it('is the same bytes every time, and names nothing of the machine', async () => {
    const id = await imported();
    const [first, second] = [await exported(id), await exported(id)];
    expect(Buffer.compare(first, second)).toBe(0);
    const files = unzipSync(first);
    expect(Object.keys(files).sort()).toMatchInlineSnapshot(`
      [
        "coding_diff_from_previous.json",
        "coding_projection.after.json",
        "coding_projection.before.json",
        "events.json",
        "manifest.json",
        "prepared_openai_request.json",
        "receipt.json",
        "receipt.md",
        "run.json",
        "snapshot.json",
        "snapshot.md",
        "state_records.json",
        "trace.retake.jsonl",
      ]
    `);
    const all = Object.keys(files)
      .map((path) => textOf(files, path))
      .join('');
    for (const machine of [id, app.folder, process.cwd(), 'http://127.0.0.1'])
      expect(all).not.toContain(machine);
    const manifest = manifestSchema.parse(JSON.parse(textOf(files, 'manifest.json')));
    const { content, structure } = await traceFingerprints(app.store, findLineage(app.store, id));
    expect(manifest.trace.fingerprint).toEqual({ content, structure });
    expect(JSON.parse(textOf(files, 'events.json'))).toHaveLength(manifest.trace.events);
    const { body } = JSON.parse(textOf(files, 'prepared_openai_request.json'));
    expect(body.messages.at(-1)).toMatchObject({ role: 'assistant', content: 'Refunded.' });
  });

  it('changes with its arguments and with nothing else', async () => {
    const id = await imported();
    const [plain, other] = [await exported(id), await exported(id, 'model=gpt-5-mini')];
    const [a, b] = [unzipSync(plain), unzipSync(other)];
    const changed = Object.keys(a).filter((path) => textOf(a, path) !== textOf(b, path));
    expect(changed.sort()).toEqual(['manifest.json', 'prepared_openai_request.json']);
  });

  it('compares a branch with what it began from', async () => {
    const id = await imported();
    const branch = await forkTrace(app.store, {
      ...{ id, seq: 0, side: 'after', edits: [{ type: 'replace-last-user', text: 'Wait.' }] },
    });
    const files = unzipSync(await exported(branch.id));
    const { before_run } = JSON.parse(textOf(files, 'coding_diff_from_previous.json'));
    expect(before_run.name).toBe('talk.jsonl');
    expect((await verified(branch.id, zipSync(files))).verified).toBe(true);
  });

  it('can be imported, and gives the same trace', async () => {
    const id = await imported();
    const { traces } = await app.upload(new Blob([new Uint8Array(await exported(id))]));
    expect(traces).toHaveLength(1);
    const prints = (one: string) => traceFingerprints(app.store, findLineage(app.store, one));
    const again = traces[0]?.id ?? '';
    expect(await prints(again)).toEqual(await prints(id));
    const { items } = readNotes(app.store.raw, findLineage(app.store, again), 0, 100);
    const told = items.filter(({ code }) => code === 'receipt-file');
    expect(told).toHaveLength(13);
    expect(told.every(({ severity }) => severity === 'info')).toBe(true);
    expect(items.some(({ code }) => code === 'other-file')).toBe(false);
  });
});

describe('verifying', () => {
  it('takes no more than an upload may have, whatever length is stated', async () => {
    const id = await imported();
    app.imports.limits.uploadBytes = 1000;
    await expect(verified(id, new Uint8Array(1001))).rejects.toMatchObject({ code: 'too_large' });
    expect(readdirSync(app.imports.spoolFolder)).toEqual([]);
  });

  it('finds nothing in a receipt of the trace', async () => {
    const id = await imported();
    const report = await verified(id, new Uint8Array(await exported(id)));
    expect(report).toMatchObject({ verified: true, receiptHash: 'matches' });
  });

  it('lists what was changed, added and taken out', async () => {
    const id = await imported();
    const files = unzipSync(await exported(id));
    files['receipt.md'] = new TextEncoder().encode(`${textOf(files, 'receipt.md')}paid\n`);
    files['more.txt'] = new Uint8Array([1]);
    delete files['run.json'];
    const report = await verified(id, zipSync(files));
    expect(report).toMatchObject({ verified: false, receiptHash: 'matches' });
    const odd = report.files.filter(
      (file: { recorded: string; trace: string }) =>
        file.recorded !== 'matches' || file.trace !== 'matches',
    );
    expect(odd).toMatchObject([
      { path: 'more.txt', recorded: 'not recorded', trace: 'not part of a receipt' },
      {
        path: 'receipt.md',
        recorded: 'differs',
        trace: 'differs',
        first: { receipt: 'paid', trace: null },
      },
      { path: 'run.json', recorded: 'missing', trace: 'missing' },
    ]);
  });

  it('lists where the receipt of another trace differs, and a forged manifest', async () => {
    const [id, other] = [await imported(), await imported(conversation.replace('4711', '4712'))];
    const files = unzipSync(await exported(other));
    const report = await verified(id, zipSync(files));
    expect(report.verified).toBe(false);
    expect(report.content.receipt).not.toBe(report.content.trace);
    const events = report.files.find(({ path }: { path: string }) => path === 'events.json');
    expect(events).toMatchObject({ recorded: 'matches', trace: 'differs' });
    expect(events.first.receipt).toContain('4712');
    const manifest = textOf(files, 'manifest.json').replace(/"events": \d+/, '"events": 99');
    files['manifest.json'] = new TextEncoder().encode(manifest);
    expect((await verified(other, zipSync(files))).receiptHash).toBe('differs');
  });

  it('says what is no receipt', async () => {
    const id = await imported();
    for (const bytes of [
      new TextEncoder().encode('no zip'),
      zipSync({ 'a.json': new Uint8Array() }),
    ])
      await expect(verified(id, new Uint8Array(bytes))).rejects.toMatchObject({
        code: 'unprocessable',
      });
  });
});
