/** Addresses of pages. Ids are our own: nothing of a trace ever becomes part of a path. */
export const traceLink = (
  id: string,
  at: { seq?: number; panel?: string; q?: string; mode?: 'highlight' } = {},
): string => {
  const query = new URLSearchParams();
  if (at.seq !== undefined) query.set('e', String(at.seq));
  if (at.panel) query.set('panel', at.panel);
  if (at.q) query.set('q', at.q);
  if (at.mode) query.set('mode', at.mode);
  return `/t/${id}${query.size > 0 ? `?${query}` : ''}`;
};

export const diffLink = (a: string, b: string): string => `/diff?a=${a}&b=${b}`;

/** What changed between two traces, or two moments of one: without a moment, its end. */
export const stateDiffLink = (
  a: string,
  b: string,
  at: { aSeq?: number; bSeq?: number } = {},
): string => {
  const query = new URLSearchParams({ a, b });
  if (at.aSeq !== undefined) query.set('aSeq', String(at.aSeq));
  if (at.bSeq !== undefined) query.set('bSeq', String(at.bSeq));
  return `/state-diff?${query}`;
};

/** The search over all traces. */
export const searchLink = (q: string): string =>
  q === '' ? '/search' : `/search?${new URLSearchParams({ q })}`;

export const lineageLink = (id: string): string => `/tree/${id}`;

export const matrixLink = (id: string): string => `/matrix/${id}`;
