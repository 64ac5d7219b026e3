import { type ImportState, importStateSchema } from '@/lib/api/import-contract';

export interface PickedFile {
  /** With folders, where one was dropped. */
  path: string;
  file: File;
}

export class UploadRefused extends Error {
  constructor(
    message: string,
    readonly hint: string | null,
  ) {
    super(message);
  }
}

/** What the server says of an upload that it did not take. */
function refusal(status: number, body: unknown): UploadRefused {
  const error =
    typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object'
      ? body.error
      : null;
  const word = (key: string): string | null => {
    const value: unknown = error && Object.hasOwn(error, key) ? Reflect.get(error, key) : null;
    return typeof value === 'string' ? value : null;
  };
  return new UploadRefused(word('message') ?? `The server answered ${status}`, word('hint'));
}

/**
 * Sends files as one upload, telling how far it is. One file travels as it is, several as a form.
 * XMLHttpRequest because fetch does not tell how much of a body has been sent.
 */
export function upload(
  files: readonly PickedFile[],
  {
    signal,
    onProgress,
  }: { signal: AbortSignal; onProgress: (sent: number, total: number) => void },
): Promise<ImportState> {
  const [first] = files;
  if (!first) return Promise.reject(new UploadRefused('Nothing was picked', null));
  const query = new URLSearchParams({ name: uploadName(files), choose: '1', wait: '0' });
  const request = new XMLHttpRequest();
  request.open('POST', `/api/traces?${query}`);
  request.responseType = 'json';

  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => request.abort());
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    request.onabort = () => reject(new UploadRefused('Cancelled; nothing was kept', null));
    request.onerror = () =>
      reject(
        new UploadRefused(
          'The server cannot be reached',
          'Nothing was kept. Try again once it runs.',
        ),
      );
    request.onload = () => {
      const state = importStateSchema.safeParse(request.response?.state ?? request.response);
      if (request.status < 300 && state.success) resolve(state.data);
      else reject(refusal(request.status, request.response));
    };
    if (files.length === 1) {
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.send(first.file);
    } else {
      const form = new FormData();
      for (const { path, file } of files) form.append('file', file, path);
      request.send(form);
    }
  });
}

function uploadName(files: readonly PickedFile[]): string {
  const [first] = files;
  if (!first) return 'upload';
  if (files.length === 1) return first.path;
  const folder = first.path.includes('/') ? first.path.split('/')[0] : null;
  return folder ?? `${first.path} and ${files.length - 1} more`;
}
