import { dash } from './format-number';

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-21 10:04:09 UTC`, the same for every reader of a link. */
export function clockTime(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return dash;
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Time since the start of the trace: `+9m41s`, `+0.4s`. */
export function offset(ms: number | null, start: number | null): string {
  if (ms === null || start === null) return dash;
  const seconds = Math.abs(ms - start) / 1000;
  const sign = ms < start ? '−' : '+';
  if (seconds < 60) return `${sign}${seconds.toFixed(1)}s`;
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${sign}${hours}h${two(minutes)}m` : `${sign}${minutes}m${two(whole % 60)}s`;
}

/** `3 min ago`, `2 d ago`; older than a month the date. `now` is handed in: this room reads no clock. */
export function ago(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 2_592_000) return `${Math.floor(seconds / 86_400)} d ago`;
  return clockTime(then).slice(0, 10);
}
