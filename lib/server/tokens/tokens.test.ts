import fc from 'fast-check';
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { type Message, textMessage } from '@/lib/trace/message';
import { countConversation } from './count-conversation';
import { textPieces } from './text-pieces';
import { TokenCounter } from './token-counter';
import { countsAreKnown, tokenizerOf } from './tokenizer-of';

const counterOf = async (model: string | null) => new TokenCounter(await tokenizerOf(model));

async function counted(messages: readonly Message[], model: string, setup: object = {}) {
  const leftOut = new Set<string>();
  const counter = await counterOf(model);
  const count = await countConversation(
    messages,
    { system: null, tools: null, ...setup },
    { counter, target: 'openai-chat', bytes: () => undefined, known: new Map(), leftOut },
  );
  return { ...count, leftOut: [...leftOut], rough: counter.rough };
}

/** The example of OpenAI's cookbook, "How to count tokens with tiktoken", and what the API answered. */
const example: [name: string | null, text: string][] = [
  [
    null,
    'You are a helpful, pattern-following assistant that translates corporate jargon into plain English.',
  ],
  ['example_user', 'New synergies will help drive top-line growth.'],
  ['example_assistant', 'Things working well together will increase revenue.'],
  [
    'example_user',
    "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
  ],
  ['example_assistant', "Let's talk later when we're less busy about how to do better."],
  [null, "This late pivot means we don't have time to boil the ocean for the client deliverable."],
];

describe('countConversation', () => {
  it.each([
    ['gpt-4o', 124, o200k],
    ['gpt-4', 129, cl100k],
    ['gpt-3.5-turbo-0125', 129, cl100k],
  ] as const)('counts what %s counts', async (model, told, count) => {
    // Names are not sent from here: 1 and their tokens, by the cookbook.
    const names = example.flatMap(([name]) => (name === null ? [] : [1 + count(name)]));
    const messages = example.map(([, text]) => textMessage('user', text));
    const { total, rough } = await counted(messages, model);
    expect(total).toBe(told - names.reduce((sum, one) => sum + one, 0));
    expect(rough).toBe(false);
    expect(countsAreKnown(model)).toBe(true);
  });

  it('adds up, with calls, results, pictures, system and tools', async () => {
    const picture = { type: 'media' as const, mediaType: 'image/png', url: 'https://a.example/b' };
    const file = { type: 'media' as const, mediaType: 'application/pdf' };
    const messages: Message[] = [
      { role: 'user', parts: [{ type: 'text', text: 'see' }, picture, file] },
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', callId: 'a', tool: 'look', input: { q: 1 } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'a', output: { found: [1, 2] } }] },
    ];
    const setup = {
      system: [{ type: 'text', text: 'You help.' }],
      tools: [{ name: 'look', schema: { type: 'object' } }],
    };
    const all = await counted(messages, 'gpt-4o', setup);
    expect(all.messages).toEqual([
      4 + 1 + 765,
      4 + o200k('look {"q":1}'),
      4 + o200k('{"found":[1,2]}'),
    ]);
    expect(all.system).toBe(4 + o200k('You help.'));
    expect(all.tools).toBeGreaterThan(10);
    expect(all.total).toBe(all.system + all.tools + all.messages.reduce((a, b) => a + b, 0) + 3);
    expect(all.leftOut).toEqual(['application/pdf']);
  });

  it('knows whose counts are published', () => {
    for (const model of [
      'gpt-5',
      'o3',
      'gpt-4.1',
      'gpt-4o-audio-preview',
      'claude',
      'gpt-oss-20b',
    ]) {
      expect(countsAreKnown(model)).toBe(false);
    }
  });
});

describe('TokenCounter', () => {
  it('counts special tokens as the text that they are', async () => {
    const counter = await counterOf('gpt-4o');
    expect(await counter.count('<|endoftext|>')).toBe(
      o200k('<|endoftext|>', { disallowedSpecial: new Set() }),
    );
  });

  it('counts a long text as if it were whole, and says so', async () => {
    const text = 'The quick brown fox jumps over the lazy dog, and so on: '.repeat(3000);
    const counter = await counterOf('gpt-4o');
    expect(await counter.count(text)).toBe(o200k(text));
    expect(counter.rough).toBe(false);
    expect(await counter.count(text)).toBe(o200k(text));
  });

  it.each(['a', ' ', '=', '漢', '👩', '0', '\n'])(
    'comes to an end in a million of %j',
    async (piece) => {
      const counter = await counterOf(null);
      expect(await counter.count(piece.repeat(1_000_000))).toBeGreaterThan(1000);
    },
  );

  it('goes by a rule of thumb where it would take too long, and lets others run meanwhile', async () => {
    const counter = await counterOf(null);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    expect(await counter.count('x y '.repeat(2_000_000))).toBe(2_000_000);
    expect(counter.rough).toBe(true);
    const busy = await counterOf(null);
    let salt = 0;
    for (; salt < 300; salt += 1) await busy.count(`${salt} some words that are new `.repeat(300));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});

describe('textPieces', () => {
  it('leaves nothing out and splits no character', () => {
    const text = fc.array(
      fc.tuple(
        fc.constantFrom('a', ' ', 'word ', '=', '👩‍💻', '\n', '7', 'ä', 'word, '),
        fc.integer({ min: 1, max: 9000 }),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(text, (runs) => {
        const whole = runs.map(([piece, times]) => piece.repeat(times)).join('');
        const pieces = [...textPieces(whole)];
        expect(pieces.map((piece) => piece.text).join('')).toBe(whole);
        for (const piece of pieces) {
          expect(() => encodeURIComponent(piece.text)).not.toThrow();
          expect(piece.text.length).toBeLessThan(18_000);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('adds up where it says that it does', () => {
    const text = fc.array(
      fc.constantFrom('Hello', ' world', ', it is', ' 12', "'s", '\n\n', ' fine'),
      {
        minLength: 4000,
        maxLength: 6000,
      },
    );
    fc.assert(
      fc.property(text, (words) => {
        const whole = words.join('');
        const pieces = [...textPieces(whole)];
        if (!pieces.every(({ clean }) => clean)) return;
        const sum = pieces.reduce((all, piece) => all + o200k(piece.text), 0);
        expect(sum).toBe(o200k(whole));
      }),
      { numRuns: 10 },
    );
  });
});
