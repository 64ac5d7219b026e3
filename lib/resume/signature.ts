import type { SharedV3ProviderMetadata } from '@ai-sdk/provider';
import { field, isObject, textField } from '@/lib/trace/json';
import type { Target } from './target';

/**
 * What a provider signs comes back to that provider alone, and only where we know that it wrote it. A
 * signature that stands as it is was read from Anthropic's own format or reply: the shape is checked besides.
 * What this room got from others is marked with the API it came from, `google:…`.
 */
const anthropicShape = /^E[A-Za-z0-9+/]{39,}={0,2}$/;

interface Signed {
  signature: string;
  redacted?: boolean;
}

/** What a part of a reply carries for its next request; null for nothing. */
export function readSignature(
  metadata: SharedV3ProviderMetadata | undefined,
  target: Target,
): Signed | null {
  switch (target) {
    case 'anthropic': {
      const own = metadata?.anthropic;
      const redacted = textField(own, 'redactedData');
      if (redacted) return { signature: redacted, redacted: true };
      const signature = textField(own, 'signature');
      return signature ? { signature } : null;
    }
    case 'openai-responses': {
      const itemId = textField(metadata?.openai, 'itemId');
      const reasoningEncryptedContent = textField(metadata?.openai, 'reasoningEncryptedContent');
      if (!itemId || !reasoningEncryptedContent) return null;
      return marked(target, JSON.stringify({ itemId, reasoningEncryptedContent }));
    }
    case 'google':
    case 'openai-compatible': {
      const [signature] = Object.values(metadata ?? {}).flatMap(
        (own) => textField(own, 'thoughtSignature') ?? [],
      );
      return signature ? marked(target, signature) : null;
    }
    case 'scripted': {
      const signature = textField(metadata?.retake, 'signature');
      if (signature === undefined) return null;
      return { signature, ...(field(metadata?.retake, 'redacted') === true && { redacted: true }) };
    }
    default:
      return null;
  }
}

const marked = (target: Target, signature: string): Signed => ({
  signature: `${target}:${signature}`,
});

/** How a signed part is said to `target`; null where the target did not write it. */
export function signedOptions(
  { signature, redacted }: { signature?: string | undefined; redacted?: boolean | undefined },
  target: Target,
): SharedV3ProviderMetadata | null {
  if (signature === undefined) return null;
  if (target === 'anthropic') {
    if (!anthropicShape.test(signature)) return null;
    return { anthropic: redacted ? { redactedData: signature } : { signature } };
  }
  if (!signature.startsWith(`${target}:`)) return null;
  const own = signature.slice(target.length + 1);
  if (target === 'google' || target === 'openai-compatible') {
    return { google: { thoughtSignature: own } };
  }
  return target === 'openai-responses' ? reasoningItem(own) : null;
}

function reasoningItem(text: string): SharedV3ProviderMetadata | null {
  try {
    const item: unknown = JSON.parse(text);
    return isObject(item) ? { openai: item } : null;
  } catch {
    // A mark that somebody typed: nothing of ours.
    return null;
  }
}
