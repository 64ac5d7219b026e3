import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, openTestApp, type TestApp } from '@/lib/server/test-app';
import { contentDisposition } from './content-disposition';
import { downloadUpload } from './download-upload';
import { readRecord } from './read-records';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const first = jsonLines([{ talk: 'user', text: 'é1' }]);
const second = jsonLines([{ talk: 'user', text: 'zwei' }]);

const upload = async (body: BodyInit): Promise<string> =>
  (await app.upload(body)).traces[0]?.id ?? '';
const record = (id: string, query: string) =>
  readRecord(app.store, app.imports.limits, id, new URLSearchParams(query));

describe('the original', () => {
  it('comes back byte by byte, as a download', async () => {
    const packed = gzipSync(first);
    const response = await downloadUpload(app.store, await upload(packed));
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect((await bodyOf(response)).equals(packed)).toBe(true);
  });

  it('of several files is a zip of them', async () => {
    const form = new FormData();
    form.append('files', new Blob([second]), 'run/b.jsonl');
    form.append('files', new Blob([first]), 'run/a.jsonl');
    const response = await downloadUpload(app.store, await upload(form));
    const files = unzipSync(await bodyOf(response));
    expect(Object.keys(files)).toEqual(['run/a.jsonl', 'run/b.jsonl']);
    expect(Buffer.from(files['run/b.jsonl'] ?? []).toString()).toBe(second);
  });
});

describe('a raw record', () => {
  it('is read in place, and from packed files', async () => {
    const text = first.trim();
    const plain = await upload(first);
    const end = Buffer.byteLength(text);
    const wanted = { path: 'talk.jsonl', text, size: end, cut: false };
    expect(await record(plain, `file=0&start=0&end=${end}`)).toEqual(wanted);
    const packed = await upload(gzipSync(first));
    expect(await record(packed, `file=0&start=0&end=${end}`)).toEqual(wanted);
  });

  it('of the second file is counted from its own beginning', async () => {
    const form = new FormData();
    form.append('files', new Blob([first]), 'a');
    form.append('files', new Blob([second]), 'b');
    const id = await upload(form);
    expect((await record(id, 'file=1&start=0&end=9999')).text).toBe(second);
    expect((await record(id, 'file=0&start=0&end=9999')).text).toBe(first);
    await expect(record(id, 'file=2&start=0&end=1')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is cut at 1 MB, and says so', async () => {
    const id = await upload(jsonLines([{ talk: 'user', text: 'x'.repeat(3 << 20) }]));
    const found = await record(id, 'file=0&start=0&end=3000000');
    expect(found).toMatchObject({ cut: true, size: 3_000_000 });
    expect(found.text).toHaveLength(1 << 20);
  });

  it.each(['', 'file=0&start=5&end=4', 'file=-1&start=0&end=1', 'file=0&start=0x1&end=2'])(
    'is not found by "%s"',
    async (query) => {
      await expect(record(await upload(first), query)).rejects.toMatchObject({
        code: 'bad_request',
      });
    },
  );
});

describe('the name of a download', () => {
  it.each([
    ['run.jsonl', 'run.jsonl'],
    ['../../etc/passwd', 'passwd'],
    ['a"\r\nSet-Cookie: x', 'a___Set-Cookie_ x'],
    ['.bashrc', 'download.bashrc'],
    ['\u202egnp.exe', '_gnp.exe'],
    ['', 'download'],
  ])('%j is harmless', (name, shown) => {
    const header = contentDisposition(name);
    expect(header).toContain(`filename="${shown}"`);
    expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
  });

  it('keeps letters of any script', () => {
    expect(contentDisposition('лог 1.json')).toContain("UTF-8''%D0%BB%D0%BE%D0%B3%201.json");
  });
});
