import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJson, anyMessage } from '@/lib/trace/any-trace.testing';
import type { Message, ToolCallPart } from '@/lib/trace/message';
import type { Target } from './target';
import { toModelPrompt } from './to-model-prompt';
import { refusals } from './valid-prompt.testing';

const targets: Target[] = [
  ...(['openai-compatible', 'openai-chat', 'openai-responses'] as const),
  ...(['anthropic', 'google', 'scripted'] as const),
];

const name = fc.oneof(
  fc.constantFrom('look', 'my.tool', 'my_tool', '工具', '1st', 'x'.repeat(70), 'toString'),
  fc.string(),
);
const callId = fc.constantFrom('c', 'd', 'toolu_1', 'with space', 'y'.repeat(50), 'call_2', null);
const call: fc.Arbitrary<ToolCallPart> = fc.record({
  type: fc.constant('tool-call' as const),
  ...{ callId, tool: name, input: anyJson },
});
/** More calls, ids and results than the general one has. */
const toolMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    role: fc.constant('assistant' as const),
    parts: fc.array(call, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    role: fc.constant('tool' as const),
    parts: fc.array(
      fc.record({ type: fc.constant('tool-result' as const), callId, output: anyJson }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);
const conversation = fc.array(fc.oneof(anyMessage, toolMessage), { maxLength: 10 });
const tools = fc.array(fc.record({ name, schema: anyJson }, { requiredKeys: ['name'] }), {
  maxLength: 4,
});

describe.each(targets)('a prompt for %s', (target) => {
  it('is one that it takes, always the same, and its names are read back exactly', () => {
    fc.assert(
      fc.property(conversation, tools, (messages, definitions) => {
        const setup = { system: null, tools: definitions };
        const made = toModelPrompt(messages, setup, { target });
        expect(refusals(made.prompt, made.tools, target)).toEqual([]);
        expect(toModelPrompt(messages, setup, { target })).toEqual(made);
        const names = new Set([
          ...definitions.map((one) => one.name),
          ...messages.flatMap(({ parts }) =>
            parts.flatMap((part) => (part.type === 'tool-call' ? [part.tool] : [])),
          ),
        ]);
        const spelled = [...names].map((one) => made.names.spelled(one));
        expect(spelled.map((one) => made.names.meant(one))).toEqual([...names]);
        expect(new Set(spelled).size).toBe(names.size);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the ids of calls as the conversation grows', () => {
    fc.assert(
      fc.property(conversation, toolMessage, (messages, more) => {
        const none = { system: null, tools: null };
        const ids = (all: Message[]) =>
          toModelPrompt(all, none, { target }).prompt.flatMap((message) =>
            message.role === 'assistant'
              ? message.content.flatMap((p) => (p.type === 'tool-call' ? [p.toolCallId] : []))
              : [],
          );
        const before = ids(messages);
        expect(ids([...messages, more]).slice(0, before.length)).toEqual(before);
      }),
    );
  });
});
