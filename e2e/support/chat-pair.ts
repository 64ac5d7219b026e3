/** Two chats that part in what this test suite looks at: words, arguments, results, order of lists, a long text. */
export interface ChatWords {
  system: string;
  args: object;
  result: object | string;
  answer: string;
  long?: string;
}

/** An OpenAI message array. */
export const chat = ({ system, args, result, answer, long }: ChatWords): string =>
  JSON.stringify([
    { role: 'system', content: system },
    { role: 'user', content: 'Where shall I walk?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          ...{ id: 'call_1', type: 'function' },
          function: { name: 'weather', arguments: JSON.stringify(args) },
        },
      ],
    },
    {
      ...{ role: 'tool', tool_call_id: 'call_1' },
      content: typeof result === 'string' ? result : JSON.stringify(result),
    },
    ...(long === undefined ? [] : [{ role: 'user', content: long }]),
    { role: 'assistant', content: answer },
  ]);

export const left: ChatWords = {
  system: 'You plan walks. Look up the weather first.',
  args: { day: 'Sunday', days: 1, places: [{ id: 'oslo' }, { id: 'bonn', park: true }] },
  result: { rain: 0, note: 'Take a hat with you.' },
  answer: 'Walk along the river.',
};

export const right: ChatWords = {
  system: 'You plan walks. Never search.',
  args: { day: 'Sunday', days: 3, places: [{ id: 'bonn', park: false }, { id: 'oslo' }] },
  result: { rain: 10.5, note: 'Take a coat with you.' },
  answer: 'Walk along the canal.',
};

/** Longer than the editor is given: lines that differ in one place, near the end. */
export const longText = (word: string): string =>
  Array.from(
    { length: 9_000 },
    (_, at) => `line ${at} says ${at === 8_500 ? word : 'the same'}`,
  ).join('\n');
