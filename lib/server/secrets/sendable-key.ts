import { AppError } from '@/lib/errors';

/**
 * A key as it can stand in a header, without the white space around it.
 * @throws AppError `bad_request`, never with the key: a client that fails on a header would quote it
 */
export function sendableKey(text: string, name = 'key'): string {
  const key = text.trim();
  if (!/^[\x21-\x7e]+$/.test(key.replaceAll(' ', ''))) {
    throw new AppError('bad_request', `The ${name} contains characters that no key has.`, {
      hint: 'Line breaks and characters other than plain letters, digits and signs come in by copying. Copy it again.',
    });
  }
  if (/^bearer\s/i.test(key)) {
    throw new AppError('bad_request', `The ${name} begins with the word Bearer.`, {
      hint: 'Leave the word out: Retake puts it there itself.',
    });
  }
  return key;
}
