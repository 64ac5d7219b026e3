import type { Message, ToolCallPart, ToolResultPart } from '@/lib/trace/message';

/** Where a part stands: index of its message, index within that message's parts. */
export interface PartPlace {
  message: number;
  part: number;
}

export interface PairedCall extends PartPlace {
  call: ToolCallPart;
  /** null: nothing in the conversation answers it. */
  result: PartPlace | null;
}

export interface Pairing {
  calls: PairedCall[];
  /** Results that no earlier call asked for. */
  orphans: (PartPlace & { result: ToolResultPart })[];
}

/**
 * Which result answers which call. Ids decide where both have one; where one is missing, the oldest open
 * call of the same tool. A result answers only calls before it, and each call once.
 */
export function pairCalls(messages: readonly Message[]): Pairing {
  const pairing: Pairing = { calls: [], orphans: [] };
  const open: PairedCall[] = [];
  messages.forEach((message, at) => {
    message.parts.forEach((part, partAt) => {
      const place = { message: at, part: partAt };
      if (part.type === 'tool-call') {
        const call: PairedCall = { ...place, call: part, result: null };
        pairing.calls.push(call);
        open.push(call);
      } else if (part.type === 'tool-result') {
        const found = open.findIndex(({ call }) => answers(part, call));
        const [call] = found < 0 ? [] : open.splice(found, 1);
        if (call) call.result = place;
        else pairing.orphans.push({ ...place, result: part });
      }
    });
  });
  return pairing;
}

function answers(result: ToolResultPart, call: ToolCallPart): boolean {
  if (result.callId !== null && call.callId !== null) return result.callId === call.callId;
  return result.tool === undefined || result.tool === call.tool;
}
