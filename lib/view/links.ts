/** Addresses of pages. Ids are our own: nothing of a trace ever becomes part of a path. */
export const traceLink = (id: string, at: { seq?: number; panel?: string } = {}): string => {
  const query = new URLSearchParams();
  if (at.seq !== undefined) query.set('e', String(at.seq));
  if (at.panel) query.set('panel', at.panel);
  return `/t/${id}${query.size > 0 ? `?${query}` : ''}`;
};

export const diffLink = (a: string, b: string): string => `/diff?a=${a}&b=${b}`;

export const lineageLink = (id: string): string => `/tree/${id}`;

export const matrixLink = (id: string): string => `/matrix/${id}`;
