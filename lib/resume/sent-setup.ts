import type { Json } from '@/lib/trace/json';
import type { Setup } from '@/lib/trace/setup';

/** The setup that a run sends: where it says nothing of parameters, those of the endpoint. */
export const sentSetup = (setup: Setup, endpointParameters: Json | null): Setup =>
  setup.parameters === null ? { ...setup, parameters: endpointParameters } : setup;
