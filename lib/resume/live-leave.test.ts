import { describe, expect, it } from 'vitest';
import { type LiveFacts, liveLeave } from './live-leave';

const unsaid = { readOnly: null, destructive: null, idempotent: null, openWorld: null };
const reads = { ...unsaid, readOnly: true };
const facts = (more: Partial<LiveFacts> = {}): LiveFacts => ({
  executor: { name: 'Shop', trusted: true },
  tool: { allowed: true, hints: reads },
  approved: false,
  ...more,
});
const untrusted = { name: 'Shop', trusted: false };

describe('liveLeave', () => {
  it.each<[string, LiveFacts, string, string]>([
    ['trusted and only reading', facts(), 'runs', 'only reads'],
    [
      'approved in this branch',
      facts({ executor: untrusted, approved: true }),
      'runs',
      'You allowed',
    ],
    ['not configured', facts({ executor: null }), 'refused', 'not configured'],
    ['no such tool', facts({ tool: null }), 'refused', 'no such tool'],
    [
      'not allowed',
      facts({ tool: { allowed: false, hints: reads } }),
      'refused',
      'Nobody has allowed',
    ],
    [
      'approved, but not allowed',
      facts({ tool: { allowed: false, hints: reads }, approved: true }),
      'refused',
      'Nobody has allowed',
    ],
    ['approved, but gone', facts({ executor: null, approved: true }), 'refused', 'not configured'],
    ['only reading, not trusted', facts({ executor: untrusted }), 'ask', 'its word is not trusted'],
    [
      'nothing said',
      facts({ tool: { allowed: true, hints: unsaid } }),
      'ask',
      'may destroy, must not be repeated and reaches outside',
    ],
    [
      'reading and destroying',
      facts({ tool: { allowed: true, hints: { ...reads, destructive: true } } }),
      'ask',
      'destroys',
    ],
    [
      'said not to only read',
      facts({ tool: { allowed: true, hints: { ...unsaid, readOnly: false } } }),
      'ask',
      'changes things',
    ],
    [
      'harmless, but changing things',
      facts({
        tool: {
          allowed: true,
          hints: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
        },
      }),
      'ask',
      'It changes things.',
    ],
    [
      'harmless by its own word only',
      facts({
        executor: untrusted,
        tool: {
          allowed: true,
          hints: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
        },
      }),
      'ask',
      'It changes things, and the word of Shop is not trusted.',
    ],
  ])('%s', (_, given, leave, reason) => {
    expect(liveLeave(given)).toMatchObject({ leave, reason: expect.stringContaining(reason) });
  });

  it('runs nothing by itself of which nobody said that it only reads', () => {
    for (const readOnly of [null, false])
      for (const destructive of [null, false, true])
        for (const idempotent of [null, false, true])
          for (const openWorld of [null, false, true])
            for (const trusted of [true, false]) {
              const hints = { readOnly, destructive, idempotent, openWorld };
              const tool = { allowed: true, hints };
              const { leave } = liveLeave(facts({ executor: { name: 'x', trusted }, tool }));
              expect(leave).toBe('ask');
            }
  });
});
