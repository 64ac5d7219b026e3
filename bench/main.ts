import { type Figure, figuresOf } from './figures';

/** Sizes and runs of each: the biggest one takes most of the time. */
const sizes: readonly [name: string, events: number, times: number][] = [
  ['1k', 1_000, 5],
  ['10k', 10_000, 3],
  ['100k', 100_000, 3],
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !sizes.some(([known]) => known === name));
if (unknown.length > 0) {
  console.error(`There is no size ${unknown.join(', ')}. Sizes: 1k, 10k, 100k.`);
  process.exit(1);
}

const chosen = sizes.filter(([name]) => wanted.length === 0 || wanted.includes(name));
for (const [name, events, times] of chosen) {
  const began = performance.now();
  const figures = await figuresOf(events, times);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`\n${name} events, medians of ${times} runs (${seconds} s in all)`);
  console.log(table(figures));
}

function table(figures: readonly Figure[]): string {
  const least = figures[0]?.value ?? Number.NaN;
  const rows = figures.map(({ name, value, unit }) => [
    name,
    `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
    unit === 'ms' ? `${(value / least).toFixed(2)} × floor` : '',
  ]);
  return rows
    .map(([name = '', value = '', ratio = '']) =>
      `  ${name.padEnd(38)}${value.padStart(15)}${ratio.padStart(16)}`.trimEnd(),
    )
    .join('\n');
}
