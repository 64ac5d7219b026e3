import type { Verdict } from './certainty';
import type { Step } from './step';

/** A pair of runs made here, in words of no log that alignment was tuned on. */
export interface OwnPair {
  name: string;
  reference: Step[];
  failing: Step[];
  verdict: Verdict;
  fork: number | null;
}

/** mulberry32: the same numbers for the same seed, 0 included and 1 not. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const syllables = 'ba ke lo mi nu ra sa ti vo wen dor fal gim hul jas'.split(' ');
const boilerplate = 'the oven desk now answers with a note on the order of loaves'.split(' ');
const cast = [
  ['agent', 'baker'],
  ['tool', 'oven_state'],
  ['agent', 'clerk'],
  ['tool', 'till_total'],
] as const;

const pick = <T>(list: readonly T[], random: () => number): T | undefined =>
  list[Math.floor(random() * list.length)];

const word = (random: () => number): string =>
  Array.from({ length: 3 }, () => pick(syllables, random)).join('');

/** A run of its own: hardly a word but the boilerplate is in another seed's run. */
export function ownRun(seed: number, length: number): Step[] {
  const random = chance(seed);
  const topic = Array.from({ length: 40 }, () => word(random));
  return Array.from({ length }, (_, at) => {
    const [kind, name] = cast[at % cast.length] ?? cast[0];
    const said = Array.from({ length: 14 }, () =>
      random() < 0.5 ? pick(topic, random) : word(random),
    );
    return { kind, name, text: `${boilerplate.join(' ')} ${said.join(' ')} tray ${at % 3}.` };
  });
}

/** Retries, dropped and replaced words, ids, log lines and swaps. `at` follows a step to its new index. */
export function noisy(steps: readonly Step[], seed: number, at = 0): { steps: Step[]; at: number } {
  const random = chance(seed);
  const reworded = (step: Step): Step => ({
    ...step,
    text: `ref=${Math.floor(random() * 1e12).toString(16)} ${step.text
      .split(' ')
      .filter(() => random() > 0.05)
      .map((one) => (random() < 0.05 ? word(random) : one))
      .join(' ')}`,
  });
  const made: { step: Step; from: number }[] = [];
  steps.forEach((step, from) => {
    const swaps = random() < 0.04 && from > 0 && from !== at && from - 1 !== at;
    made.splice(swaps ? -1 : made.length, 0, { step: reworded(step), from });
    if (random() < 0.08) made.push({ step: reworded(step), from: -1 });
    if (random() < 0.08)
      made.push({
        step: { kind: 'other', name: 'doorbell', text: `rang ${made.length} times` },
        from: -1,
      });
  });
  return { steps: made.map(({ step }) => step), at: made.findIndex(({ from }) => from === at) };
}

function forked(name: string, seed: number, at: number, storm = 0): OwnPair {
  const reference = ownRun(seed, 32);
  const last = reference[at - 1];
  const repeats = last ? Array.from({ length: storm }, () => last) : [];
  const course = [...reference.slice(0, at), ...repeats, ...ownRun(seed + 500, 32).slice(at)];
  const failing = noisy(course, seed, at + storm);
  return { name, reference, failing: failing.steps, verdict: 'diverged', fork: failing.at };
}

function detoured(name: string, seed: number, at: number, length: number): OwnPair {
  const reference = ownRun(seed, 36);
  const block = ownRun(seed + 500, 40).slice(at, at + length);
  const course = [...reference.slice(0, at), ...block, ...reference.slice(at + length)];
  const failing = noisy(course, seed, at);
  return { name, reference, failing: failing.steps, verdict: 'reconverged', fork: failing.at };
}

function edited(name: string, seed: number, at: number, from: string, to: string): OwnPair {
  const say = (said: string) =>
    ownRun(seed, 24).map((step, index) =>
      [at - 4, at - 8, at].includes(index)
        ? {
            ...step,
            text: `Loaves sold until noon: ${index === at ? said : from}, counted twice by ${step.text}`,
          }
        : step,
    );
  const failing = noisy(say(to), seed, at);
  return {
    name,
    reference: say(from),
    failing: failing.steps,
    verdict: 'diverged',
    fork: failing.at,
  };
}

const glyphs = '面包烤炉店铺客人早上晚上钱柜数量温度时间麦粉糖盐牛奶订单账目清点'.split('');

/** Written without spaces: every word stands for three letters of its own. */
const unspaced = ({ name, reference, failing, ...gold }: OwnPair): OwnPair => {
  const written = ({ text, ...step }: Step): Step => ({
    ...step,
    text: text
      .split(' ')
      .map((one) => {
        const random = chance([...one].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7));
        return Array.from({ length: 3 }, () => pick(glyphs, random)).join('');
      })
      .join(''),
  });
  return {
    ...gold,
    name: `unspaced ${name}`,
    reference: reference.map(written),
    failing: failing.map(written),
  };
};

/** Long texts: different steps hold the same words, in another order. */
function prose(name: string, seed: number, at: number): OwnPair {
  const said = (of: number) => {
    const random = chance(of);
    const topic = Array.from({ length: 40 }, () => word(random));
    return ownRun(of, 24).map((step) => ({
      ...step,
      text: Array.from({ length: 160 }, () => pick(topic, random)).join(' '),
    }));
  };
  const [reference, course] = [
    said(seed),
    [...said(seed).slice(0, at), ...said(seed + 500).slice(at)],
  ];
  // The same forty words on both sides: only their order tells the courses apart.
  const words = (steps: readonly Step[]) => [
    ...new Set(steps.flatMap(({ text }) => text.split(' '))),
  ];
  const ours = words(reference);
  const theirs = words(said(seed + 500));
  const shared = course.map((step, index) =>
    index < at
      ? step
      : {
          ...step,
          text: step.text
            .split(' ')
            .map((one) => ours[theirs.indexOf(one)] ?? one)
            .join(' '),
        },
  );
  const failing = noisy(shared, seed, at);
  return { name, reference, failing: failing.steps, verdict: 'diverged', fork: failing.at };
}

/** The other course uses tools of its own, and says little. */
function strange(name: string, seed: number, at: number): OwnPair {
  const reference = ownRun(seed, 30);
  const other = ownRun(seed + 500, 30).map(({ text, ...step }) => ({
    ...step,
    name: `${step.name} of the night`,
    text: text.split(' ').slice(-5).join(' '),
  }));
  const failing = noisy([...reference.slice(0, at), ...other.slice(at)], seed, at);
  return { name, reference, failing: failing.steps, verdict: 'diverged', fork: failing.at };
}

/** Many retries of which every one is worded differently. */
function hoarse(name: string, seed: number, at: number, storm: number): OwnPair {
  const reference = ownRun(seed, 32);
  const random = chance(seed);
  const last = reference[at - 1] ?? { kind: 'agent', name: 'baker', text: '' };
  const repeats = Array.from({ length: storm }, () => ({
    ...last,
    text: last.text
      .split(' ')
      .map((one) => (random() < 0.4 ? word(random) : one))
      .join(' '),
  }));
  const course = [...reference.slice(0, at), ...repeats, ...ownRun(seed + 500, 32).slice(at)];
  return { name, reference, failing: course, verdict: 'diverged', fork: at + storm };
}

/** Two pairs of every kind, made by seed. */
export function ownPairs(): OwnPair[] {
  const same = (seed: number): OwnPair => ({
    name: `noise ${seed}`,
    reference: ownRun(seed, 30),
    failing: noisy(ownRun(seed, 30), seed).steps,
    verdict: 'same',
    fork: null,
  });
  const unrelated = (seed: number): OwnPair => ({
    name: `unrelated ${seed}`,
    reference: ownRun(seed, 26),
    failing: ownRun(seed + 500, 30),
    verdict: 'incomparable',
    fork: null,
  });
  return [
    same(1),
    same(2),
    forked('early 3', 3, 5),
    forked('early 4', 4, 7),
    forked('middle 5', 5, 15),
    forked('middle 6', 6, 18),
    forked('late 7', 7, 27),
    forked('late 8', 8, 29),
    forked('storm 9', 9, 12, 7),
    forked('storm 10', 10, 20, 9),
    detoured('detour 11', 11, 12, 5),
    detoured('detour 12', 12, 20, 7),
    edited('edit 13', 13, 16, '48', '84'),
    edited('edit 14', 14, 18, 'true', 'false'),
    unrelated(15),
    unrelated(16),
    unspaced(forked('17', 17, 14)),
    unspaced(same(18)),
    prose('prose 19', 19, 12),
    prose('prose 20', 20, 18),
    strange('strange 21', 21, 10),
    strange('strange 22', 22, 20),
    hoarse('hoarse 23', 23, 12, 7),
    hoarse('hoarse 24', 24, 20, 9),
  ];
}
