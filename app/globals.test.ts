import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = readFileSync(fileURLToPath(new URL('globals.css', import.meta.url)), 'utf8');

type Oklch = [lightness: number, chroma: number, hue: number];
type Scheme = 'light' | 'dark';

const pair =
  /--([\w-]+): light-dark\(oklch\(([\d.]+) ([\d.]+) ([\d.]+)\), oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)\)/g;

const tokens = new Map(
  [...css.matchAll(pair)].map(([, name = '', ...rest]) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = rest.map(Number);
    const schemes: Record<Scheme, Oklch> = { light: [a, b, c], dark: [d, e, f] };
    return [name, schemes];
  }),
);

function token(name: string, scheme: Scheme): Oklch {
  const found = tokens.get(name);
  if (!found) throw new Error(`globals.css has no token --${name} in light-dark(oklch, oklch)`);
  return found[scheme];
}

/** Linear sRGB of an OKLCH colour (Ottosson's matrices, as in CSS Color 4). */
function linearRgb([lightness, chroma, hue]: Oklch): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function luminance(colour: Oklch): number {
  const [red, green, blue] = linearRgb(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2 contrast ratio, 1 to 21. */
function contrast(one: Oklch, other: Oklch): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3'];
const tints = ['select-tint', 'diverge-tint', 'add-tint', 'del-tint', 'bad-tint'];
const kinds = ['user', 'model', 'tool', 'result', 'state', 'agent', 'log'];

/** Words in these colours stand on these grounds. */
const words: [string[], string[]][] = [
  [
    ['text-1', 'text-2', 'text-3'],
    [...surfaces, ...tints],
  ],
  [
    ['select', 'ok', 'warn', 'bad', 'diverge'],
    [...surfaces.slice(0, 3), 'select-tint'],
  ],
  [['diverge'], ['diverge-tint']],
  [['bad'], ['bad-tint']],
  [['add'], ['add-tint']],
  [['del'], ['del-tint']],
  // Text on a filled primary button.
  [['surface-0'], ['text-1', 'text-2']],
];

/** Edges, glyphs, ticks, borders of controls and the focus ring. */
const marks: [string[], string[]][] = [
  [kinds, [...surfaces, 'select-tint', 'diverge-tint']],
  [['select'], surfaces],
  [['line-strong'], surfaces.slice(0, 3)],
  [['diverge-mark'], ['surface-0', 'surface-1', 'diverge-tint']],
];

describe.each(['light', 'dark'] as const)('the tokens in %s', (scheme) => {
  const weak = (pairs: [string[], string[]][], least: number) =>
    pairs.flatMap(([fronts, grounds]) =>
      fronts.flatMap((front) =>
        grounds.flatMap((ground) => {
          const ratio = contrast(token(front, scheme), token(ground, scheme));
          return ratio < least ? [`${front} on ${ground}: ${ratio.toFixed(2)}`] : [];
        }),
      ),
    );

  it('give words at least 4.5:1', () => expect(weak(words, 4.5)).toEqual([]));
  it('give marks at least 3:1', () => expect(weak(marks, 3)).toEqual([]));

  it('are colours that a screen can show, so that the figures are true', () => {
    const outside = [...tokens.keys()].filter((name) =>
      linearRgb(token(name, scheme)).some((part) => part < -0.001 || part > 1.001),
    );
    expect(outside).toEqual([]);
  });

  it('tell kinds apart by hue alone', () => {
    const [lightness, chroma] = token('user', scheme);
    for (const kind of kinds) expect(token(kind, scheme).slice(0, 2)).toEqual([lightness, chroma]);
    const hues = kinds.map((kind) => token(kind, scheme)[2]).sort((a, b) => a - b);
    const gaps = hues.map((hue, index) => (hues[(index + 1) % hues.length] ?? 0) - hue);
    expect(Math.min(...gaps.map((gap) => (gap + 360) % 360))).toBeGreaterThanOrEqual(30);
  });
});

describe('globals.css', () => {
  it('is seen whole', () => expect(tokens.size).toBeGreaterThan(25));
  it('knows five sizes of type', () => {
    const sizes = [...css.matchAll(/--text-(\d+): (\d+)px/g)].map(([, name, size]) => {
      expect(name).toBe(size);
      return size;
    });
    expect(sizes).toEqual(['11', '12', '13', '15', '20']);
  });
  it('computes contrast as WCAG does', () => {
    expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1);
    expect(contrast([1, 0, 0], [1, 0, 0])).toBe(1);
  });
});
