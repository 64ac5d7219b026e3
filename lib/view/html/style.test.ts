import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { glyphs } from './glyphs';
import { fileStyle } from './style';

const root = new URL('../../../', import.meta.url);
const token = /--[\w-]+: light-dark\(.*\);/g;

it('has the colours of the product, every one', () => {
  const product = readFileSync(new URL('app/globals.css', root), 'utf8').match(token);
  expect(fileStyle.match(token)).toEqual(product);
  expect(product?.length).toBeGreaterThan(25);
});

it('uses no colour that it does not define, and asks for nothing', () => {
  const defined = new Set([...fileStyle.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const used = [...fileStyle.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name);
  expect(used.filter((name) => !defined.has(name))).toEqual([]);
  expect(fileStyle).not.toMatch(/url\(|@import|@font-face|https?:|expression|<|&/i);
  expect(fileStyle).not.toMatch(/#[0-9a-f]{3,8}\b|rgb|hsl/i);
});

it.each(Object.entries(glyphs))('draws %s as lucide does', (name, drawing) => {
  const icon = new URL(`node_modules/lucide-react/dist/esm/icons/${name}.mjs`, root);
  const source = readFileSync(icon, 'utf8');
  const own = [...drawing.matchAll(/ ([a-z0-9]+)="([^"]*)"/g)].map(
    ([, key, value]) => `${key}: "${value}"`,
  );
  const theirs = [...source.matchAll(/\b(?!key\b)([a-z0-9]+): ("[^"]*")/g)]
    .map(([, key, value]) => `${key}: ${value}`)
    .filter((pair) => pair !== `name: "${name}"`);
  expect(own.sort()).toEqual(theirs.sort());
});
