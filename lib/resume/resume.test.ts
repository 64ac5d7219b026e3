import type { LanguageModelV3, LanguageModelV3StreamPart } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { type Message, textMessage } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import { answerFromRecording } from './answer-from-recording';
import { Recording } from './recording';
import { type ResumeOptions, type ResumeStep, resume } from './resume';
import { type Script, scriptedModel } from './scripted-model';

const modelOf = (
  stream: (signal: AbortSignal | undefined) => ReadableStream<LanguageModelV3StreamPart>,
): LanguageModelV3 => ({
  ...{ specificationVersion: 'v3', provider: 'test', modelId: 'test', supportedUrls: {} },
  doGenerate: () => Promise.reject(new Error('not here')),
  doStream: ({ abortSignal }) => Promise.resolve({ stream: stream(abortSignal) }),
});

const options = (model: LanguageModelV3, more: Partial<ResumeOptions> = {}): ResumeOptions => ({
  conversation: [textMessage('user', 'hi')],
  setup: emptySetup,
  pending: [],
  ...{ model, where: 'here', answerers: [], limits: { maxSteps: 5 } },
  signal: new AbortController().signal,
  clock: () => 0,
  ...more,
});

async function all(steps: AsyncIterable<ResumeStep>): Promise<ResumeStep[]> {
  const seen: ResumeStep[] = [];
  for await (const step of steps) seen.push(step);
  return seen;
}

const script = (more: Partial<Script> = {}): Script => ({
  ...{ call: () => null, made: 0, setupEdited: false, edit: 'it is another one.' },
  recorded: () => null,
  isRecorded: () => false,
  delay: () => Promise.resolve(),
  ...more,
});

const types = (steps: ResumeStep[]) =>
  steps.map(({ type }) => type).filter((type) => type !== 'delta');

describe('resume', () => {
  it('cancels a model that does not listen, and keeps what came', async () => {
    const abort = new AbortController();
    const model = modelOf(
      () =>
        new ReadableStream({
          start(controller) {
            controller.enqueue({ type: 'text-start', id: '1' });
            controller.enqueue({ type: 'text-delta', id: '1', delta: 'half' });
          },
        }),
    );
    setTimeout(() => abort.abort(), 20);
    const started = Date.now();
    const steps = await all(resume(options(model, { signal: abort.signal })));
    expect(Date.now() - started).toBeLessThan(500);
    expect(steps.at(-2)).toMatchObject({
      ...{ type: 'model-call', unfinished: true, reply: textMessage('assistant', 'half') },
    });
    expect(steps.at(-1)).toMatchObject({ type: 'ended', reason: 'cancelled' });
  });

  it('cancels a call that is never answered at all', async () => {
    const abort = new AbortController();
    const model = {
      ...modelOf(() => new ReadableStream()),
      doStream: () => new Promise<never>(() => {}),
    };
    setTimeout(() => abort.abort(), 20);
    const steps = await all(resume(options(model, { signal: abort.signal })));
    expect(steps.at(-2)).toMatchObject({ type: 'model-call', unfinished: true, reply: null });
    expect(steps.at(-1)).toMatchObject({ reason: 'cancelled' });
  });

  it('turns a throwing model into a failure, not into an exception', async () => {
    const model = modelOf(() => {
      throw new Error('boom');
    });
    const steps = await all(resume(options(model)));
    expect(types(steps)).toEqual(['call-started', 'failure', 'ended']);
    expect(steps.at(-1)).toMatchObject({ reason: 'failed' });
  });

  it('repeats the parent while nothing differs', async () => {
    const conversation = [textMessage('user', 'hi')];
    const asks: Message = {
      role: 'assistant',
      parts: [{ type: 'tool-call', callId: 'p1', tool: 'look', input: { q: 1 } }],
    };
    const found = { type: 'tool-result' as const, callId: 'p1', output: 'found' };
    const second = [...conversation, asks, { role: 'tool' as const, parts: [found] }];
    const calls = [
      { conversation, reply: asks },
      { conversation: second, reply: textMessage('assistant', 'the end') },
    ];
    const recording = new Recording([
      [{ seq: 3, lane: 'main', tool: 'look', input: { q: 1 }, result: found }],
    ]);
    const steps = await all(
      resume(
        options(scriptedModel(script({ call: (at) => calls[at] ?? null })), {
          answerers: [answerFromRecording(recording, 'main')],
        }),
      ),
    );
    expect(types(steps)).toEqual([
      ...['call-started', 'model-call', 'tool-call', 'tool-result'],
      ...['call-started', 'model-call', 'ended'],
    ]);
    const replies = steps.flatMap((step) => (step.type === 'model-call' ? [step.reply] : []));
    expect(replies).toEqual(calls.map(({ reply }) => reply));
    expect(steps.at(3)).toMatchObject({ answer: { provenance: { by: 'recording', seq: 3 } } });
  });

  it('asks one recorded and one unknown call once something differs, then finishes with both', async () => {
    const recorded = {
      ...{ seq: 9, lane: 'main', tool: 'look', input: { q: 1 } },
      result: { type: 'tool-result' as const, callId: 'x', output: 'found' },
    };
    const recording = new Recording([[recorded]]);
    const known = script({
      edit: 'you wrote “ho”.',
      recorded: () => recording.next('main'),
      isRecorded: (call) => recording.holds(call),
    });
    const first = await all(
      resume(
        options(scriptedModel(known), { answerers: [answerFromRecording(recording, 'main')] }),
      ),
    );
    expect(types(first)).toEqual([
      ...['call-started', 'model-call', 'tool-call', 'tool-result', 'tool-call', 'ended'],
    ]);
    expect(first.at(-1)).toMatchObject({ reason: 'waiting' });
    const [said, answered] = first.flatMap((step) => {
      if (step.type === 'model-call') return step.reply ? [step.reply] : [];
      return step.type === 'tool-result' ? [step.message] : [];
    });
    expect(JSON.stringify(said)).toContain('you wrote “ho”');
    const open = first.findLast((step) => step.type === 'tool-call')?.call;
    if (!said || !answered || !open) throw new Error('not here');
    const byHand: Message = {
      role: 'tool',
      parts: [{ type: 'tool-result', callId: open.callId, output: 'by hand' }],
    };
    const conversation = [textMessage('user', 'hi'), said, answered, byHand];
    const then = await all(resume(options(scriptedModel(known), { conversation })));
    const last = then.at(-2);
    const text = last?.type === 'model-call' ? JSON.stringify(last.reply) : '';
    expect(text).toContain('found');
    expect(text).toContain('by hand');
    expect(then.at(-1)).toMatchObject({ reason: 'done' });
  });

  it('stops at its limit', async () => {
    const reply: Message = {
      role: 'assistant',
      parts: [
        { type: 'tool-call', callId: null, tool: 'again', input: 'no json{', malformed: true },
      ],
    };
    const model = modelOf(
      () =>
        new ReadableStream({
          start(controller) {
            const input = String(reply.parts[0]?.type === 'tool-call' && reply.parts[0].input);
            controller.enqueue({ type: 'tool-call', toolCallId: 'c', toolName: 'again', input });
            controller.enqueue({
              type: 'finish',
              finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
              usage: {
                inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
                outputTokens: { total: 1, text: 1, reasoning: 0 },
              },
            });
            controller.close();
          },
        }),
    );
    const steps = await all(resume(options(model, { limits: { maxSteps: 3 } })));
    expect(steps.filter(({ type }) => type === 'model-call')).toHaveLength(3);
    expect(steps.find(({ type }) => type === 'tool-result')).toMatchObject({
      answer: { isError: true, provenance: { by: 'repair' } },
    });
    expect(steps.at(-1)).toMatchObject({ reason: 'limit' });
  });
});
