/** Transactions of a Statehouse daemon as JSON lines: one write each, over a thousand keys of ten agents, some deleted. */
export function generateState(events: number): string {
  const lines: string[] = [];
  for (let at = 0; at < events; at += 1) {
    const key = `step/${at % 1000}`;
    const value =
      at % 17 === 0 ? null : { at, note: `the ${at % 97}th note of this key`, done: true };
    lines.push(
      JSON.stringify({
        txn_id: `txn-${at}`,
        commit_ts: at + 1,
        namespace: 'bench',
        agent_id: `agent-${at % 10}`,
        operations: [{ key, value, version: Math.floor(at / 1000) + 1 }],
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}
