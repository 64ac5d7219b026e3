interface Counted {
  inputTokens: number | null;
  outputTokens: number | null;
}

/** Tokens read and written together; null where neither is known. */
export const tokensOf = ({ inputTokens, outputTokens }: Counted): number | null =>
  inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);
