const span = /^([+−-])?(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+(?:\.\d+)?)s?)?$/;
const clock =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(UTC|Z|[+-]\d{2}:\d{2})?$/i;

/**
 * A moment as a person types it, in ms since the epoch: `+9m41s`, `0.4s` or `90` since the start of the trace, or
 * `2026-11-21 10:04:09` (UTC, as this page writes times, unless it names its zone). null for what is neither, or
 * counts from a start that is not known.
 */
export function parseMoment(text: string, start: number | null): number | null {
  const wanted = text.trim();
  const dated = clock.exec(wanted);
  if (dated) {
    const [, date, time, zone = 'Z'] = dated;
    const ms = Date.parse(
      `${date}T${time}${zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase()}`,
    );
    return Number.isNaN(ms) ? null : ms;
  }
  const since = span.exec(wanted);
  if (!since || start === null || !/\d/.test(wanted)) return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = since;
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return start + (sign === '-' || sign === '−' ? -offset : offset);
}
