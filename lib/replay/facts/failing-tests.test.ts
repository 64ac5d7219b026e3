import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FailingTests } from './failing-tests';
import { covers, type TestCommand } from './test-command';

const word = fc.constantFrom('a', 'b', 'c');
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const failing = fc.record({
  id: fc
    .tuple(path, fc.array(word, { maxLength: 2 }))
    .map(([file, names]) => [file, ...names].join('::')),
  file: fc.option(path),
});
const command: fc.Arbitrary<TestCommand> = fc.record({
  ...{ framework: fc.constant('pytest'), last: fc.boolean(), words: fc.constant(['pytest']) },
  filtered: fc.boolean(),
  targets: fc.array(
    fc.oneof(
      path,
      failing.map(({ id }) => id),
    ),
    { maxLength: 3 },
  ),
}) as fc.Arbitrary<TestCommand>;

it('finds what looking at each of them finds', () => {
  fc.assert(
    fc.property(
      fc.array(failing, { maxLength: 12 }),
      fc.array(path),
      command,
      path,
      (all, gone, asked, name) => {
        const tests = new FailingTests();
        for (const { id, file } of all) tests.set(id, { file, framework: 'pytest' });
        for (const id of gone) tests.delete(id);
        const left = new Map(all.map(({ id, file }) => [id, file]));
        for (const id of gone) left.delete(id);
        const those = (keeps: (id: string, file: string | null) => boolean) =>
          [...left].flatMap(([id, file]) => (keeps(id, file) ? [id] : [])).sort();
        expect(tests.coveredBy(asked).sort()).toEqual(those((id, file) => covers(asked, id, file)));
        expect(tests.named(name).sort()).toEqual(
          those((id) => id === name || id.startsWith(`${name}/`)),
        );
        expect(tests.inFile(name).sort()).toEqual(those((_, file) => file === name));
      },
    ),
  );
});
