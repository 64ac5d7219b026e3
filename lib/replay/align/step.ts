import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Json } from '@/lib/trace/json';

/** What alignment knows of a step: no id, no time, so that neither can sway it. */
export interface Step {
  /** `agent`, `tool`, … ; `other` is what neither a model nor a tool said: a setup, a task, a log line. */
  kind: string;
  name: string;
  /** Inputs and outputs as text: see `stepText`. */
  text: string;
}

/** Inputs and outputs, a line each. What is no text is canonical JSON, so that key order says nothing. */
export const stepText = (...values: readonly (Json | undefined)[]): string =>
  values
    .filter((value) => value !== undefined && value !== null)
    .map((value) => (typeof value === 'string' ? value : canonicalJson(value)))
    .join('\n');
