import type { Approval } from '@/lib/api/run-contract';
import type { LiveCall } from './live-line';
import type { OpenExecutor } from './open-executor';

/** Said instead of a key, which is never shown. */
const keyStandIn = 'Bearer [stored key]';

export const httpHeaders = (call: LiveCall): [string, string][] => [
  ['content-type', 'application/json'],
  ['x-retake-resume', '1'],
  ['idempotency-key', call.idempotencyKey],
];

export const httpBody = ({ tool, input, callId, idempotencyKey }: LiveCall): string =>
  JSON.stringify({ tool, input, callId, idempotencyKey });

export const mcpCall = ({ tool, input }: Pick<LiveCall, 'tool' | 'input'>) => ({
  method: 'tools/call' as const,
  params: { name: tool, arguments: input },
});

/** What a live call would send, to the byte, but for the key and the number that MCP counts its messages by. */
export function exactRequest({ way }: OpenExecutor, call: LiveCall): Approval['request'] {
  if (way.kind === 'mcp-stdio') {
    const { command, args } = way.server;
    const to = [command, ...args].map((word) => (/\s/.test(word) ? JSON.stringify(word) : word));
    return { method: 'tools/call', to: to.join(' '), headers: [], body: mcpBody(call) };
  }
  const key: [string, string][] = way.key === null ? [] : [['authorization', keyStandIn]];
  if (way.kind === 'http') {
    const headers = [...httpHeaders(call), ...key];
    return { method: 'POST', to: way.url, headers, body: httpBody(call) };
  }
  const headers: [string, string][] = [
    ['content-type', 'application/json'],
    ['x-retake-resume', '1'],
    ...key,
  ];
  return { method: 'POST', to: way.url, headers, body: mcpBody(call) };
}

const mcpBody = (call: LiveCall): string => JSON.stringify({ ...mcpCall(call), jsonrpc: '2.0' });
