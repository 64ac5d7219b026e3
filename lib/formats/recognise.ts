import type { Confidence, Format, Source } from './format';
import { unrecognised } from './unrecognised';

export interface Candidate {
  format: Format;
  confidence: Exclude<Confidence, 'no'>;
}

export interface Recognition extends Candidate {
  /** All formats that said anything but no, the surest first: what "change format" offers. */
  candidates: Candidate[];
}

const weight: Record<Confidence, number> = { no: 0, maybe: 1, likely: 2, certain: 3 };

function sniffed(format: Format, source: Source): Confidence {
  try {
    return format.sniff(source);
  } catch {
    // A sniffer that stumbles over a file has never seen one like it: that is a no.
    return 'no';
  }
}

/** What each format says of the source, the surest first; equally sure ones by id, so that order means nothing. */
export function candidatesFor(source: Source, formats: readonly Format[]): Candidate[] {
  const found: Candidate[] = [];
  for (const format of formats) {
    const confidence = sniffed(format, source);
    if (confidence !== 'no') found.push({ format, confidence });
  }
  return found.sort(
    (a, b) => weight[b.confidence] - weight[a.confidence] || (a.format.id < b.format.id ? -1 : 1),
  );
}

/**
 * The format that is surest of the source. Throws AppError `unprocessable` where none knows it,
 * with what the file looks like and what to do next.
 */
export function recognise(source: Source, formats: readonly Format[]): Recognition {
  const candidates = candidatesFor(source, formats);
  const [winner] = candidates;
  if (!winner) throw unrecognised(source, formats);
  return { ...winner, candidates };
}
