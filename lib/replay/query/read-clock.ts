import type { Span } from './query';
import { fault } from './query-error';

/** Milliseconds since the epoch. `end` is where the last moment that is meant ends, and does not belong to it. */
export interface ClockRange {
  min: number;
  end: number;
}

interface Moment {
  start: number;
  end: number;
  /** As far as the minute: what a mere time of day belongs to. */
  day: string;
  zone: string;
}

const pattern =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[-+]\d\d:?\d\d)?)?)?)?$/i;
const timeOfDay = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:Z|[-+]\d\d:?\d\d)?$/i;

/**
 * The beginning of an ISO date and time stands for all that begins so: a day, a minute. UTC where it names no
 * zone. The end of a range may be a mere time, of the same day. Epoch milliseconds are read as well.
 * @param to null: no range; empty ends are open
 */
export function readClock(from: string, to: string | null, span: Span): ClockRange {
  const low = from === '' && to !== null ? null : moment(from, null, span);
  if (to === null) return { min: low?.start ?? -Infinity, end: low?.end ?? Infinity };
  const high = to === '' ? null : moment(to, low, span);
  const range = { min: low?.start ?? -Infinity, end: high?.end ?? Infinity };
  if (range.end <= range.min) fault(span, `The range ${from}..${to} ends before it begins.`);
  return range;
}

function moment(text: string, before: Moment | null, span: Span): Moment {
  if (/^\d{11,15}$/.test(text))
    return { start: Number(text), end: Number(text) + 1, day: '', zone: 'Z' };
  const isTime = timeOfDay.test(text);
  if (isTime && before?.day)
    return moment(withZone(`${before.day}T${text}`, before.zone), null, span);
  const found = isTime ? null : pattern.exec(text);
  const read = found && placed(found);
  return (
    read ??
    fault(
      span,
      isTime
        ? `${text} needs a date before it, such as 2026-05-09T${text}.`
        : `${text === '' ? 'This' : text} is not a time, such as 2026-05-09T10:00.`,
    )
  );
}

const withZone = (text: string, zone: string): string =>
  /(?:Z|[-+]\d\d:?\d\d)$/i.test(text.slice(11)) ? text : text + zone;

function placed(found: RegExpExecArray): Moment | null {
  const [, year = '', month, day, hour, minute, second, part, zone = 'Z'] = found;
  const three = (part ?? '').padEnd(3, '0').slice(0, 3);
  const iso = `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${three}`;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/(\d\d):?(\d\d)$/, '$1:$2');
  const start = Date.parse(iso + offset);
  // The 31st of June is read as the 1st of July: a date must come back as it was written.
  const local = new Date(Date.parse(`${iso}Z`));
  if (!Number.isFinite(start) || !Number.isFinite(local.getTime())) return null;
  if (local.toISOString() !== `${iso}Z`) return null;
  return { start, end: start + lasts(found, local), day: iso.slice(0, 10), zone };
}

/** How long what was written lasts: a year, a day, a minute, a millisecond. */
function lasts([, , month, day, hour, minute, second, part]: RegExpExecArray, local: Date): number {
  if (part !== undefined) return 10 ** (3 - Math.min(3, part.length));
  if (second !== undefined) return 1000;
  if (minute !== undefined) return 60_000;
  if (hour !== undefined) return 3_600_000;
  if (day !== undefined) return 86_400_000;
  const [year, at] = [local.getUTCFullYear(), local.getUTCMonth()];
  const next = month === undefined ? Date.UTC(year + 1, 0) : Date.UTC(year, at + 1);
  return next - local.getTime();
}
