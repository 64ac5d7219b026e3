/** What a link leads to: a trace, at an event; or a diff, at a row. */
export type ShareTarget =
  | { kind: 'trace'; traceId: string; seq?: number }
  | { kind: 'diff'; a: string; b: string; row?: string };
