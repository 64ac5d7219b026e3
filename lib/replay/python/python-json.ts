import { reprFloat, reprNumber } from './python-text';
import {
  compareCodePoints,
  dictEntries,
  isList,
  PythonFloat,
  type PythonValue,
} from './python-value';

const short = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
]);

/** All outside of U+0020 to U+007E is escaped, surrogates one by one. */
const quoted = (text: string, ascii: boolean): string =>
  `"${text.replace(
    // Every UTF-16 unit for itself, so without the u flag.
    ascii ? /[^ !#-[\]-~]/g : /["\\]|[^ -\uffff]/g,
    (unit) => short.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

/** Python's `json.dumps` writes these three as JavaScript's words. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return reprFloat(value);
  return value < 0 ? '-Infinity' : 'Infinity';
}

interface Style {
  item: string;
  key: string;
  sorted: boolean;
  ascii: boolean;
  /** Spaces a level; null: all in one line. */
  indent: number | null;
}

function dump(value: PythonValue, style: Style, level: number): string {
  if (typeof value === 'string') return quoted(value, style.ascii);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? reprNumber(value) : floatText(value);
  if (value instanceof PythonFloat) return floatText(value.value);
  if (isList(value)) {
    const items = value.map((item) => dump(item, style, level + 1));
    return bracketed('[', ']', items, style, level);
  }
  const entries = dictEntries(value);
  if (style.sorted) entries.sort(([a], [b]) => compareCodePoints(a, b));
  const members = entries.map(
    ([key, item]) => quoted(key, style.ascii) + style.key + dump(item, style, level + 1),
  );
  return bracketed('{', '}', members, style, level);
}

function bracketed(
  open: string,
  close: string,
  items: string[],
  style: Style,
  level: number,
): string {
  if (style.indent === null || items.length === 0) return open + items.join(style.item) + close;
  const inner = `\n${' '.repeat(style.indent * (level + 1))}`;
  const outer = `\n${' '.repeat(style.indent * level)}`;
  return open + inner + items.join(`,${inner}`) + outer + close;
}

/** `json.dumps(value)`: separators ", " and ": ", all but ASCII escaped. */
export const dumpJson = (value: PythonValue): string =>
  dump(value, { item: ', ', key: ': ', sorted: false, ascii: true, indent: null }, 0);

/** `json.dumps(value, sort_keys=True, separators=(",", ":"))`, with keys by code point: what hashes are taken of. */
export const dumpCanonicalJson = (value: PythonValue): string =>
  dump(value, { item: ',', key: ':', sorted: true, ascii: true, indent: null }, 0);

/** `json.dumps(value, indent=2, ensure_ascii=False)`: what rich prints of a document. */
export const dumpIndentedJson = (value: PythonValue): string =>
  dump(value, { item: ', ', key: ': ', sorted: false, ascii: false, indent: 2 }, 0);

/** `json.dumps(value, separators=(",", ":"), ensure_ascii=False)`. */
export const dumpCompactJson = (value: PythonValue): string =>
  dump(value, { item: ',', key: ':', sorted: false, ascii: false, indent: null }, 0);
