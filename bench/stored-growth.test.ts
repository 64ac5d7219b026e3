import { afterEach, expect, it } from 'vitest';
import { generateOtlp } from './generate-otlp';
import { openWorkshop, storedBytes, type Workshop } from './stored-run';

const open: Workshop[] = [];
afterEach(async () => {
  for (const workshop of open.splice(0)) await workshop.close();
});

/** Every call repeats its whole history, so the file itself grows with the square of its calls. */
async function grown(calls: number): Promise<{ file: number; stored: number }> {
  const workshop = openWorkshop();
  open.push(workshop);
  const shape = { agents: 2, agentSpans: true, clockInSystemPrompt: false, seed: 5 };
  const text = generateOtlp({ ...shape, calls });
  await workshop.import(workshop.put(text));
  return { file: text.length, stored: storedBytes(workshop.store) };
}

it('stores twice the calls of a repeating history in less than 2.2 times the bytes', async () => {
  const [once, twice] = [await grown(40), await grown(80)];
  expect(twice.file / once.file).toBeGreaterThan(3);
  expect(once.stored).toBeGreaterThan(10_000);
  expect(twice.stored / once.stored).toBeLessThan(2.2);
  expect(twice.stored / once.stored).toBeGreaterThan(1.8);
});
