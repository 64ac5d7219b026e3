import type { AppErrorCode } from '@/lib/errors';
import type { Confidence } from '@/lib/formats/format';
import type { ImportLimits } from './import-limits';

/** What an import works on; plain data, so that it can be handed to a worker. */
export interface ImportJob {
  /** Path of the database file. */
  database: string;
  upload: {
    id: string;
    sha256: string;
    name: string;
    size: number;
    /** As they came. `file` is where a part was spooled; null where its bytes are stored already. */
    parts: { path: string; size: number; file: string | null }[];
  };
  /** Format to read it as; null: the surest one. */
  format: string | null;
  /** Keys of the traces to import; null: all of them. */
  parts: string[] | null;
  /** Where the upload holds several traces and none were named: stop and ask. */
  choose: boolean;
  limits: ImportLimits;
}

export interface ImportFailure {
  /** `internal`: a bug of ours. */
  code: AppErrorCode | 'internal';
  message: string;
  hint: string | null;
}

export const brokenImport: ImportFailure = {
  code: 'internal',
  message: 'Reading this file failed on our side.',
  hint: 'The bytes were not kept. The server log says what went wrong.',
};

/** What an import tells while it runs. `done`, `choose` or `failed` comes last. */
export type ImportMessage =
  | {
      type: 'recognised';
      format: { id: string; title: string; confidence: Exclude<Confidence, 'no'> | 'chosen' };
      parts: { key: string; title: string }[];
    }
  | { type: 'choose' }
  | { type: 'progress'; events: number }
  | { type: 'done'; traces: { id: string; name: string; partKey: string }[] }
  | { type: 'failed'; error: ImportFailure; stack: string | null };
