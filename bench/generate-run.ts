/** Deterministic numbers in [0, 1): mulberry32. The same seed gives the same run on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words =
  'order refund parser window retry cache policy ledger queue token stream index merge branch commit schema'.split(
    ' ',
  );

export interface RunShape {
  /** Events that an importer makes of it, about; a tool round is three. */
  events: number;
  seed: number;
  /** Share of rounds whose result differs from the same run without it. */
  edits?: number;
  /** Rounds after which the same round stands once more, as a retry does. */
  retryAt?: number;
}

/** A coding-agent log as JSON lines, about 0.8 kB an event: a prompt, then tool rounds. */
export function generateRun({ events, seed, edits = 0, retryAt }: RunShape): string {
  const text = seeded(seed);
  const chance = seeded(seed + 1);
  const lines: string[] = [];
  const session = '0b7c3f5e-5f0e-4c55-9d0a-000000000000';
  let uuid = 0;
  let parent: string | null = null;
  const sentence = (count: number): string =>
    Array.from({ length: count }, () => words[Math.floor(text() * words.length)]).join(' ');
  const line = (type: string, message: object): void => {
    const id = `00000000-0000-4000-8000-${String(uuid).padStart(12, '0')}`;
    const timestamp = new Date(1_790_000_000_000 + uuid * 400).toISOString();
    lines.push(
      JSON.stringify({
        parentUuid: parent,
        isSidechain: false,
        sessionId: session,
        version: '2.1.20',
        type,
        message,
        uuid: id,
        timestamp,
      }),
    );
    parent = id;
    uuid += 1;
  };

  line('user', { role: 'user', content: `Please fix the ${sentence(12)}.` });
  const rounds = Math.max(1, Math.floor((events - 2) / 3));
  for (let round = 0; round < rounds; round += 1) {
    const input = { command: `grep -rn "${sentence(3)}" src`, note: sentence(30) };
    const reason = sentence(40);
    const output = sentence(120);
    const edited = chance() < edits ? ` (changed ${round})` : '';
    const times = round === retryAt ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const call = `toolu_${round}_${time}`;
      line('assistant', {
        id: `msg_${round}_${time}`,
        type: 'message',
        role: 'assistant',
        model: 'bench-model',
        content: [
          { type: 'text', text: reason },
          { type: 'tool_use', id: call, name: 'Bash', input },
        ],
        stop_reason: 'tool_use',
        usage: { input_tokens: 100 + round, output_tokens: 60 },
      });
      line('user', {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: call, content: `${output}${edited}` }],
      });
    }
  }
  line('assistant', {
    id: 'msg_last',
    type: 'message',
    role: 'assistant',
    model: 'bench-model',
    content: [{ type: 'text', text: 'Done.' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 100, output_tokens: 2 },
  });
  return `${lines.join('\n')}\n`;
}
