import { Badge } from '@/components/ui/badge';
import type { RequestAt, RequestMessage } from '@/lib/api/prepare-contract';
import { counted, exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

/** Who says what in the request, and how many tokens each takes. */
export function RequestMessages({
  data,
  onOpen,
}: {
  data: RequestAt;
  onOpen: (seq: number) => void;
}) {
  const { messages, total, tokens } = data;
  const gap = messages.findIndex(({ index }, at) => index !== at);
  const sum = (from: number, to?: number) =>
    messages.slice(from, to).reduce((all, one) => all + one.tokens, 0);
  return (
    <table className="w-full table-fixed border-line border-b text-12">
      <caption className="px-3 py-1 text-left text-text-2">
        {counted(total, 'message')}
        {gap >= 0 && `, of which ${exactNumber(messages.length)} are listed`}
      </caption>
      <colgroup>
        <col className="w-20" />
        <col />
        <col className="w-14" />
        <col className="w-14" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Role</th>
          <th scope="col">First words</th>
          <th scope="col">Tokens</th>
          <th scope="col">Event</th>
        </tr>
      </thead>
      <tbody>
        {tokens.system > 0 && <Line name="system" words="system prompt" count={tokens.system} />}
        {tokens.tools > 0 && <Line name="tools" words="tool definitions" count={tokens.tools} />}
        {messages.slice(0, gap < 0 ? undefined : gap).map((message) => (
          <MessageLine key={message.index} message={message} onOpen={onOpen} />
        ))}
        {gap >= 0 && (
          <Line
            name="…"
            words={`${counted(total - messages.length, 'message')} not listed: they are in the request`}
            count={tokens.messages - sum(0)}
          />
        )}
        {gap >= 0 &&
          messages
            .slice(gap)
            .map((message) => (
              <MessageLine key={message.index} message={message} onOpen={onOpen} />
            ))}
      </tbody>
    </table>
  );
}

const cell = 'border-line border-t py-1 align-top';

function Line({ name, words, count }: { name: string; words: string; count: number }) {
  return (
    <tr>
      <th scope="row" className={`${cell} pl-3 text-left font-normal text-text-3`}>
        {name}
      </th>
      <td className={`${cell} text-text-3`}>{words}</td>
      <td className={`${cell} text-right font-mono text-11 text-text-2 tabular-nums`}>
        {exactNumber(count)}
      </td>
      <td className={`${cell} pr-3`} />
    </tr>
  );
}

function MessageLine({
  message: { role, words, tokens, seq, state, fidelity },
  onOpen,
}: {
  message: RequestMessage;
  onOpen: (seq: number) => void;
}) {
  return (
    <tr>
      <th scope="row" className={`${cell} pl-3 text-left font-medium text-text-2`}>
        {role}
      </th>
      <td className={cell}>
        <bdi className="line-clamp-2 [overflow-wrap:anywhere]">{plainLine(words) || '–'}</bdi>
        {state !== 'recorded' && <Badge>{state === 'answered' ? 'recorded answer' : state}</Badge>}
        {fidelity !== null && fidelity !== 'exact' && <Badge>{fidelity}</Badge>}
      </td>
      <td className={`${cell} text-right font-mono text-11 text-text-2 tabular-nums`}>
        {exactNumber(tokens)}
      </td>
      <td className={`${cell} pr-3 text-right`}>
        {seq !== null && (
          <button
            type="button"
            className="min-h-6 font-mono text-11 text-text-3 tabular-nums hover:text-text-1 hover:underline"
            title="Open the event that brought this message in"
            onClick={() => onOpen(seq)}
          >
            #{seq}
          </button>
        )}
      </td>
    </tr>
  );
}
