import { decoded } from '@/lib/dialects/embedded-json';
import { type Attributes, indexed } from '@/lib/dialects/span-attributes';
import type { Json } from '@/lib/trace/json';

/** Words of spans whose content is a step of its own; chains and agents repeat what is inside them. */
const telling = new Set(
  'RETRIEVER EMBEDDING RERANKER GUARDRAIL EVALUATOR embeddings retrieval'.split(' '),
);

/** What a retrieval, an embedding or a check was asked and answered. Nothing for any other span. */
export function spanValue(word: string, attributes: Attributes): { value?: Json } {
  if (!telling.has(word)) return {};
  const documents = ['retrieval.documents.', 'reranker.output_documents.'].flatMap((prefix) =>
    indexed(attributes, prefix).map((group) => Object.fromEntries(group)),
  );
  const input = attributes.get('input.value');
  const output = attributes.get('output.value');
  const value = {
    ...(input === undefined ? {} : { input: decoded(input) }),
    ...(documents.length > 0
      ? { documents }
      : output === undefined
        ? {}
        : { output: decoded(output) }),
  };
  return Object.keys(value).length > 0 ? { value } : {};
}
