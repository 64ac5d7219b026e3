import { maxMessagesPerRequest, rangesSchema } from '@/lib/api/body-contract';
import { AppError } from '@/lib/errors';
import type { Range } from '@/lib/trace/conversation';

/** Reads `0-12,40-44`. Throws AppError `bad_request` for anything else, a range that ends before it begins, or too many positions. */
export function parseRanges(text: string): Range[] {
  const ranges = text.split(',').map((range): Range => {
    const [start = 0, end = 0] = range.split('-').map(Number);
    return [start, end];
  });
  const size = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
  const sound =
    rangesSchema.safeParse(text).success &&
    ranges.every(([start, end]) => Number.isSafeInteger(end) && start <= end);
  if (sound && size <= maxMessagesPerRequest) return ranges;
  throw new AppError(
    'bad_request',
    sound
      ? `At most ${maxMessagesPerRequest} messages can be asked for at once.`
      : 'Messages are named by ranges such as 0-12,40-44, none of which ends before it begins.',
  );
}
