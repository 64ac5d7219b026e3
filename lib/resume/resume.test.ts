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
  target: 'scripted',
  wait: () => Promise.resolve(),
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

  it('stops at its limit, and where it is told to', async () => {
    const again = () => callingModel('again', '{}');
    const answerers = [
      () => Promise.resolve({ output: 1, isError: false, provenance: { by: 'fixed' } } as const),
    ];
    const limited = await all(resume(options(again(), { limits: { maxSteps: 3 }, answerers })));
    expect(limited.filter(({ type }) => type === 'model-call')).toHaveLength(3);
    expect(limited.at(-1)).toMatchObject({ reason: 'limit' });

    let asked = 0;
    const stop = () => {
      asked += 1;
      return asked > 2 ? { reason: 'paused' as const, message: 'Paused by you.' } : null;
    };
    const paused = await all(resume(options(again(), { stop, answerers })));
    expect(paused.filter(({ type }) => type === 'model-call')).toHaveLength(2);
    expect(paused.at(-2)).toMatchObject({ type: 'tool-result' });
    expect(paused.at(-1)).toEqual({ type: 'ended', reason: 'paused', message: 'Paused by you.' });
  });

  it('leaves a call whose arguments are no JSON to a person', async () => {
    let asked = 0;
    const answerer = () => {
      asked += 1;
      return Promise.resolve({ output: 1, isError: false, provenance: { by: 'fixed' } } as const);
    };
    const model = callingModel('again', 'no json{');
    const steps = await all(resume(options(model, { answerers: [answerer] })));
    expect(asked).toBe(0);
    expect(steps.at(-2)).toMatchObject({
      ...{ type: 'tool-call', call: { malformed: true, input: 'no json{' } },
    });
    expect(steps.at(-1)).toMatchObject({ reason: 'waiting' });
  });

  it('cancels while an answerer is at work', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    const answerers = [() => new Promise<null>(() => {})];
    const steps = await all(
      resume(options(callingModel('slow', '{}'), { signal: abort.signal, answerers })),
    );
    expect(steps.at(-2)).toMatchObject({ type: 'tool-call' });
    expect(steps.at(-1)).toMatchObject({ reason: 'cancelled' });
  });

  it('repeats what a provider signed', async () => {
    const reply: Message = {
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: '', signature: 'Eabc', redacted: true },
        { type: 'reasoning', text: 'hm', signature: 'Edef' },
        { type: 'text', text: 'so' },
      ],
    };
    const known = script({ call: () => ({ conversation: [textMessage('user', 'hi')], reply }) });
    const steps = await all(resume(options(scriptedModel(known))));
    expect(steps.find(({ type }) => type === 'model-call')).toMatchObject({ reply });
  });
});

const callingModel = (toolName: string, input: string): LanguageModelV3 =>
  modelOf(
    () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue({ type: 'tool-call', toolCallId: 'c', toolName, input });
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
