import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { type Leaving, leftOut } from './leaving';

/** A message as the reader of a share gets it. */
export function sharedMessage(leaving: Leaving, { role, name, parts }: Message): Message {
  const hidden = role === 'tool' && !leaving.include.toolResults;
  return {
    role,
    ...(name === undefined ? {} : { name: leaving.masker.text(name) }),
    parts: parts.map((part) =>
      hidden && part.type !== 'tool-result'
        ? { type: 'text', text: leftOut }
        : sharedPart(leaving, part),
    ),
  };
}

/** Member by member: what is not named here does not leave. */
function sharedPart({ include, masker, untyped, hash }: Leaving, part: Part): Part {
  switch (part.type) {
    case 'text':
      return { type: part.type, text: masker.text(part.text) };
    case 'reasoning': {
      const { type, text, signature, redacted } = part;
      if (!include.reasoning) return { type, text: leftOut };
      return {
        ...{ type, text: masker.text(text) },
        ...(signature === undefined ? {} : { signature: masker.text(signature) }),
        ...(redacted === undefined ? {} : { redacted }),
      };
    }
    case 'tool-call': {
      // Its signature is what a provider keeps of its reasoning: no reader needs it.
      const { type, callId, tool, input, malformed } = part;
      return {
        ...{ type, callId: callId === null ? null : masker.text(callId) },
        ...{ tool: masker.text(tool), input: masker.json(input) },
        ...(malformed === undefined ? {} : { malformed }),
      };
    }
    case 'tool-result': {
      const { type, callId, tool, output, isError } = part;
      return {
        ...{ type, callId: callId === null ? null : masker.text(callId) },
        ...(tool === undefined ? {} : { tool: masker.text(tool) }),
        output: include.toolResults ? masker.json(output) : leftOut,
        ...(isError === undefined ? {} : { isError }),
      };
    }
    case 'media': {
      const { type, mediaType, blob, url, name } = part;
      const shown = masker.text(mediaType);
      const inlined = url !== undefined && /^\s*data:/i.test(url);
      return {
        ...{ type, mediaType: shown },
        ...(blob && include.media
          ? { blob: { sha256: hash(blob.sha256), mediaType: shown, bytes: blob.bytes } }
          : {}),
        ...(url === undefined || (inlined && !include.media) ? {} : { url: masker.text(url) }),
        ...(name === undefined ? {} : { name: masker.text(name) }),
      };
    }
    case 'unknown':
      return { type: part.type, value: untyped ? masker.json(part.value) : leftOut };
  }
}

export function sharedSetup(leaving: Leaving, { system, tools, model, parameters }: Setup): Setup {
  const { masker } = leaving;
  return {
    system: system?.map((part) => sharedPart(leaving, part)) ?? null,
    tools: tools && sharedTools(leaving, tools),
    model: model === null ? null : masker.text(model),
    parameters: parameters === null ? null : masker.json(parameters),
  };
}

const sharedTools = ({ masker }: Leaving, tools: NonNullable<Setup['tools']>): Setup['tools'] =>
  tools.map(({ name, description, schema }) => ({
    name: masker.text(name),
    ...(description === undefined ? {} : { description: masker.text(description) }),
    ...(schema === undefined ? {} : { schema: masker.json(schema) }),
  }));

/** What a person changed at a fork. */
export const sharedEdits = (leaving: Leaving, edits: readonly ForkEdit[]): ForkEdit[] =>
  edits.map((edit) => sharedEdit(leaving, edit));

function sharedEdit(leaving: Leaving, edit: ForkEdit): ForkEdit {
  const { masker } = leaving;
  switch (edit.type) {
    case 'replace-last-user':
    case 'append-user':
    case 'system':
      return { type: edit.type, text: masker.text(edit.text) };
    case 'message': {
      const { type, index, message } = edit;
      return { type, index, message: sharedMessage(leaving, message) };
    }
    case 'remove-message':
      return { type: edit.type, index: edit.index };
    case 'insert-messages': {
      const { type, index, messages } = edit;
      return { type, index, messages: messages.map((one) => sharedMessage(leaving, one)) };
    }
    case 'tools':
      return { type: edit.type, tools: edit.tools && sharedTools(leaving, edit.tools) };
    case 'model':
      return { type: edit.type, model: masker.text(edit.model) };
    case 'parameters': {
      const { type, parameters } = edit;
      return { type, parameters: parameters === null ? null : masker.json(parameters) };
    }
  }
}
