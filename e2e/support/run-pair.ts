/** Runs long enough that equal rows fold: a chat that books one thing after another, in steps of three events. */
export interface Step {
  /** The tool that is called; its answer follows. */
  tool: string;
  args: object;
  result: string;
}

const steps = (count: number): Step[] =>
  Array.from({ length: count }, (_, at) => ({
    tool: at % 3 === 0 ? 'web_search' : at % 3 === 1 ? 'read_page' : 'write_note',
    args: { topic: `topic ${at}`, words: `harbour lantern walnut number ${at}` },
    result: `Page ${at} tells of the harbour in the year ${1700 + at}.`,
  }));

/** An OpenAI message array. */
const run = (done: readonly Step[], answer: string, ask = 'Tell me of the harbour.'): string =>
  JSON.stringify([
    { role: 'system', content: 'You look things up before you answer.' },
    { role: 'user', content: ask },
    ...done.flatMap(({ tool, args, result }, at) => [
      {
        ...{ role: 'assistant', content: null },
        tool_calls: [
          {
            ...{ id: `call_${at}`, type: 'function' },
            function: { name: tool, arguments: JSON.stringify(args) },
          },
        ],
      },
      { ...{ role: 'tool', tool_call_id: `call_${at}` }, content: result },
    ]),
    { role: 'assistant', content: answer },
  ]);

const retry: Step = {
  ...{ tool: 'web_search', args: { topic: 'topic 6', words: 'harbour lantern walnut number 6' } },
  result: 'Error: the search timed out, try again later.',
};

const common = steps(14);
const elsewhere: Step[] = [
  { tool: 'send_mail', args: { to: 'the mayor', text: 'The lantern is out.' }, result: 'Sent.' },
  { tool: 'call_taxi', args: { from: 'the theatre', at: '21:40' }, result: 'It comes at 21:45.' },
  { tool: 'buy_ticket', args: { play: 'Peer Gynt', seats: 2 }, result: 'Row 7, seats 3 and 4.' },
];

/** Runs that part near the end, one of them with three tries of one search on the way. */
export const parting = {
  a: run(common, 'The lantern was lit in 1706 and went out in 1713.'),
  b: run(
    [...common.slice(0, 6), retry, retry, retry, ...common.slice(6, 11), ...elsewhere],
    'I have bought two tickets for the theatre instead.',
  ),
};

/** The same but for a retry. */
export const noisy = {
  a: parting.a,
  b: run(
    [...common.slice(0, 6), retry, ...common.slice(6)],
    'The lantern was lit in 1706 and went out in 1713.',
  ),
};

/** Nothing in common. */
export const strangers = {
  a: parting.a,
  b: JSON.stringify([
    { role: 'user', content: 'Write a poem about violins, please, four lines, no rhyme at all.' },
    { role: 'assistant', content: 'Spruce remembers wind. The bow asks, the string confesses.' },
    { role: 'user', content: 'Shorter. And drop every verb.' },
    { role: 'assistant', content: 'Spruce, wind, string, silence.' },
  ]),
};
