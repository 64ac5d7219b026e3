/** What stands where nothing is known: never a zero. */
export const dash = '–';

const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export const exactNumber = (value: number | null): string =>
  value === null ? dash : exact.format(value);

/** `212k`, `1.3M`; below 10,000 the exact figure. */
export function shortNumber(value: number | null): string {
  if (value === null) return dash;
  return Math.abs(value) < 10_000 ? exact.format(value) : compact.format(value).replace('K', 'k');
}

export const tokens = (value: number | null): string =>
  value === null ? dash : `${shortNumber(value)} tok`;

export function cost(usd: number | null): string {
  if (usd === null) return dash;
  if (usd !== 0 && Math.abs(usd) < 0.01) return `$${usd.toPrecision(2)}`;
  return `$${usd.toFixed(2)}`;
}

/** `14m 02s`, `1.2s`, `340ms`. */
export function duration(ms: number | null): string {
  if (ms === null) return dash;
  if (ms < 1000) return `${Math.round(ms)}ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)}s`;
  const seconds = Math.round(ms / 1000);
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}h ${two(minutes)}m` : `${minutes}m ${two(rest)}s`;
}

const units = ['B', 'kB', 'MB', 'GB'];

/** Decimal units, as file managers show them. */
export function byteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Change from one figure to another: `+12`, `−3s`, `±0`; a dash where one of them is unknown. */
export function delta(
  from: number | null,
  to: number | null,
  show: (value: number | null) => string = shortNumber,
): string {
  if (from === null || to === null) return dash;
  const change = to - from;
  if (change === 0) return '±0';
  return `${change > 0 ? '+' : '−'}${show(Math.abs(change))}`;
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${exact.format(count)} ${count === 1 ? one : many}`;
