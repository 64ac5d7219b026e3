import { AppError } from '@/lib/errors';
import { field, isObject, textField } from '@/lib/trace/json';
import { oneLine } from '@/lib/trace/summary';
import type { Format, Source } from './format';
import { memberSpans } from './source/boundary-scan';
import type { SourceFile } from './source/source-file';

interface Finding {
  cause: string;
  hint: string;
}

const magics: [name: string, bytes: number[]][] = [
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip file', [0x1f, 0x8b]],
  ['a Zstandard file', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['UTF-16 text', [0xff, 0xfe]],
  ['UTF-16 text', [0xfe, 0xff]],
];

const magicOf = (bytes: Uint8Array): string | undefined =>
  magics.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte))?.[0];

const export_ = 'Export the run again as JSON or JSONL and upload that file.';

function fromText(file: SourceFile): Finding {
  const head = file.text({ start: 0, end: Math.min(file.bytes.length, 4096) }).trimStart();
  if (/^\uFEFF?\s*<(!doctype|html|head|body|\?xml)/i.test(head))
    return {
      cause: `It is ${/<\?xml/i.test(head) ? 'XML' : 'a web page (HTML)'}, not a trace.`,
      hint: 'This is often a login or error page that was saved in place of the export: sign in, download again, and check that the file begins with { or [.',
    };
  if (/^(data|event|id|retry):/m.test(head))
    return {
      cause: 'It is a raw event stream (lines that begin with "data:").',
      hint: 'Save the decoded events as JSONL, one JSON value per line, and upload that file.',
    };
  if (/^(Traceback|\S*Error[: ])/m.test(head))
    return { cause: 'It is an error message, not a trace.', hint: export_ };
  return { cause: 'It is plain text, not JSON.', hint: export_ };
}

function fromApiError(value: unknown): Finding | undefined {
  const error = field(value, 'error');
  const message =
    textField(error, 'message') ??
    (typeof error === 'string' ? error : undefined) ??
    (textField(value, 'type') === 'error' ? textField(value, 'message') : undefined);
  if (message === undefined && !isObject(error)) return undefined;
  return {
    cause: `It is the error reply of an API, not a trace${message ? `: "${oneLine(message)}"` : '.'}`,
    hint: 'The download itself failed: fix what the error names, then export the run again.',
  };
}

/** The names of an object's members, read from its bytes: the value may be too deep or too torn to parse. */
function keysOf(file: SourceFile, at: { start: number; end: number }): string[] {
  const keys: string[] = [];
  for (const { key } of memberSpans(file.bytes, at)) {
    keys.push(oneLine(key).slice(0, 40));
    if (keys.length === 12) break;
  }
  return keys;
}

function fromJson(file: SourceFile, titles: string): Finding {
  const first = file.values().next().value;
  if (!first) return { cause: 'The file is empty.', hint: export_ };
  if (first.torn)
    return {
      cause: `The JSON breaks off: the value that begins at byte ${first.start} never ends (${file.bytes.length} bytes).`,
      hint: 'The file was cut off while it was written or downloaded. Upload the whole file.',
    };
  const small = first.end - first.start < 4_000_000;
  const parsed = small ? file.parse(first) : undefined;
  if (parsed && !parsed.ok)
    return {
      cause: `It begins like JSON, but it is not: ${oneLine(parsed.reason)}.`,
      hint: export_,
    };
  const apiError = parsed?.ok ? fromApiError(parsed.value) : undefined;
  if (apiError) return apiError;
  const keys = keysOf(file, first);
  const shape =
    keys.length > 0
      ? `an object with ${keys.map((key) => `"${key}"`).join(', ')}`
      : file.bytes[first.start] === 0x5b
        ? 'a list'
        : 'a single value';
  return {
    cause: `It is JSON of a kind that Retake does not know: ${shape}.`,
    hint: `Retake reads: ${titles}. Check that you exported the run and not a setting or a summary.`,
  };
}

function findingOf(file: SourceFile, titles: string): Finding {
  const magic = magicOf(file.bytes);
  if (magic) return { cause: `It is ${magic}, not a trace.`, hint: export_ };
  switch (file.layout) {
    case 'empty':
      return {
        cause: 'The file is empty.',
        hint: 'Check that the run wrote anything, and that the download finished.',
      };
    case 'binary':
      return { cause: 'It is binary data, not text.', hint: export_ };
    case 'text':
      return fromText(file);
    default:
      return fromJson(file, titles);
  }
}

/** Says of a source that no format knows what it looks like, and what to do next. */
export function unrecognised(source: Source, formats: readonly Format[]): AppError {
  const titles = formats.map(({ title }) => title).join(', ');
  const telling = source.files.find(({ layout }) => layout !== 'empty') ?? source.files[0];
  if (!telling)
    return new AppError('unprocessable', 'There is no file in this upload.', {
      hint: 'Upload a trace as JSON or JSONL.',
    });
  const { cause, hint } = findingOf(telling, titles);
  const name =
    source.files.length > 1
      ? `None of ${source.files.length} files is a trace. ${oneLine(telling.path)}: `
      : '';
  return new AppError('unprocessable', `${name}${cause}`, { hint });
}
