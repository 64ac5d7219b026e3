import { type Json, textField } from '@/lib/trace/json';
import type { Origin } from '@/lib/trace/trace';

/** Attributes of a resource, as the semantic conventions name them now and named them before. */
const names = {
  repository: ['vcs.repository.url.full', 'vcs.repository.name'],
  branch: ['vcs.ref.head.name', 'vcs.repository.ref.name'],
  commit: ['vcs.ref.head.revision', 'vcs.repository.ref.revision'],
  version: ['service.version'],
} as const;

/** Where a run came from, as its resources tell it; where two of them disagree, nothing is said. */
export function resourceOrigin(resources: readonly Json[]): Origin | null {
  const told = (keys: readonly string[]): string | undefined => {
    const found = new Set<string>();
    for (const resource of resources) {
      const value = keys.map((key) => textField(resource, key)).find((text) => text);
      if (value) found.add(value);
    }
    const [only] = found;
    return found.size === 1 ? only : undefined;
  };
  const origin: Origin = {};
  for (const key of ['repository', 'branch', 'commit', 'version'] as const) {
    const value = told(names[key]);
    if (value !== undefined) origin[key] = value;
  }
  return Object.keys(origin).length > 0 ? origin : null;
}
