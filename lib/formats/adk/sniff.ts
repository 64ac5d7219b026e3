import type { Confidence, Source } from '../format';
import type { SourceFile } from '../source/source-file';
import { readAdkEvent } from './adk-event';
import { type AdkSession, sessionsOf } from './sessions';

const looked = 20;
const prose = new Set(['empty', 'binary', 'text']);

/** Whether most of what stands where events do is events. */
function holdsEvents({ file, events }: AdkSession): boolean {
  const head = events.slice(0, looked);
  const good = head.filter((span) => {
    const parsed = span.end - span.start > 4_000_000 ? null : file.parse(span);
    return parsed?.ok && readAdkEvent(parsed.value);
  });
  return good.length * 2 > head.length;
}

const named = ({ members }: AdkSession): boolean =>
  members.has('appName') || members.has('app_name');

function sniffFile(file: SourceFile): Confidence {
  let best: Confidence = 'no';
  for (const session of sessionsOf(file, looked)) {
    const spoken = holdsEvents(session);
    if (spoken && named(session)) return 'certain';
    if (spoken || (named(session) && session.events.length === 0 && session.state)) best = 'likely';
  }
  return best;
}

/** An app, a user and authored events together are a session of nobody else. */
export function sniffAdk({ files }: Source): Confidence {
  const found = files.filter(({ layout }) => !prose.has(layout)).map(sniffFile);
  const mine = found.filter((word) => word !== 'no');
  // Among files of something else it is for that other format to say what the upload is.
  if (mine.length * 2 <= found.length) return 'no';
  if (mine.length < found.length) return 'maybe';
  return mine.includes('certain') ? 'certain' : 'likely';
}
