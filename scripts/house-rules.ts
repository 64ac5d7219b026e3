import { posix } from 'node:path';
import type { Import, Source } from './read-source';
import { pureRooms, type Room, roomOf, yard } from './rooms';

/** `x.testing.ts` is what several tests share: free as a test, and for tests only. */
const isTest = (file: string) => /\.test(ing)?\.tsx?$/.test(file);
const inYard = (room: Room) => yard.includes(room);

/** Packages that open connections to elsewhere. */
const outgoing = /^(undici|(node:)?(http|https|http2|net|tls|dgram|dns)(\/promises)?)$/;

/** fflate packs the archives that tests upload, zod reads the cases they judge. */
const forTests = ['vitest', 'fast-check', 'fflate', 'zod', 'canonicalize'];

/** What a source does that the house does not allow: one sentence each, with file and line. */
export function breaches(source: Source): string[] {
  const room = roomOf(source.file);
  if (!room) return [`${source.file} stands in no room: scripts/rooms.ts names them all`];
  const at = (line: number) => `${source.file}:${line}`;
  const found = source.imports.flatMap((one) => {
    const breach = importBreach(source.file, room, one);
    return breach === null ? [] : [`${at(one.line)} ${breach}`];
  });
  if (inYard(room) || isTest(source.file)) return found;

  if (room.name !== 'lib/env') {
    found.push(
      ...source.environment.map((line) => `${at(line)} reads process.env: only lib/env.ts may`),
    );
  }
  if (pureRooms.includes(room.name)) {
    found.push(
      ...source.clocks.map((line) => `${at(line)} reads a clock or chance: ${room.name} may not`),
    );
  }
  // In a browser, fetch reaches our own origin only: the content policy sees to it.
  if (room.name !== 'lib/egress' && room.name !== 'components') {
    found.push(
      ...source.fetches.map((line) => `${at(line)} calls fetch: only lib/egress goes out`),
    );
  }
  if (source.file !== 'lib/trace/builder.ts') {
    found.push(
      ...source.events.map((line) => `${at(line)} makes an event: only lib/trace/builder.ts may`),
    );
  }
  return found;
}

function importBreach(file: string, room: Room, { from }: Import): string | null {
  if (!from.startsWith('.') && !from.startsWith('@/')) return packageBreach(file, room, from);
  if (from.startsWith('../../')) return `imports ${from}: write it with @/`;
  const folder = posix.dirname(file);
  const target = from.startsWith('@/') ? from.slice(2) : posix.join(folder, from);
  if (from.startsWith('@/') && posix.dirname(target) === folder) {
    return `imports ${from}: inside a folder it is ./${posix.basename(target)}`;
  }
  // Pages, styles and data may be named without being sources.
  const into = roomOf(/\.(ts|tsx|mjs)$/.test(target) ? target : `${target}.ts`);
  if (!into) return `looks into ${target}, which stands in no room`;
  if (target.endsWith('.testing') && !isTest(file) && !file.startsWith('e2e/')) {
    return `imports ${from}: it is for tests only`;
  }
  if (into === room) return null;
  if (from.startsWith('.') && !inYard(room) && room.name !== 'app') {
    return `imports ${from}: across rooms it is @/${target}`;
  }
  if (into.name === 'lib/errors' || room.looksInto.includes(into.name)) return null;
  if (isTest(file) && testMay(room, into, target)) return null;
  return `looks into ${into.name}: ${room.name} may not`;
}

/** Tests of pure rooms may cross them: an oracle for replay is a file that formats has to read. */
const testMay = (room: Room, into: Room, target: string): boolean =>
  target === 'scripts/corpus' ||
  target === 'e2e/support/mock-openai' ||
  // The generators of large and parallel runs.
  into.name === 'bench' ||
  [room, into].every(({ name }) => pureRooms.includes(name));

function packageBreach(file: string, room: Room, from: string): string | null {
  const node = from.startsWith('node:');
  const name = node ? 'node:' : packageName(from);
  if (isTest(file) && (node || forTests.includes(name))) return null;
  if (!inYard(room) && outgoing.test(from) && room.name !== 'lib/egress') {
    return `imports ${from}: only lib/egress opens connections`;
  }
  const allowed = room.packages.some(
    (pattern) =>
      pattern === '*' ||
      pattern === name ||
      (pattern.endsWith('/*') && name.startsWith(pattern.slice(0, -1))),
  );
  return allowed ? null : `imports ${from}: ${room.name} may not`;
}

const packageName = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

/** Files that map errors to HTTP: there is to be one. */
export const errorMappers = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ file, errorMaps }) => errorMaps.length > 0 && !isTest(file))
    .map(({ file }) => file);

/** Files that compute an event's hash, without which there is no event. */
export const eventHashers = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ file, callsEventHash }) => callsEventHash && !isTest(file))
    .map(({ file }) => file);
