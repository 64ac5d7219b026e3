import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { firstPolicy, type ToolPolicy, toolPolicySchema } from '@/lib/trace/tool-policy';
import { findTrace } from './find-trace';

/** Who answers the tools of a branch. Throws AppError `not_found`. */
export async function readPolicy(store: Store, traceId: string): Promise<ToolPolicy> {
  return (await findTrace(store, traceId)).policy ?? firstPolicy;
}

/**
 * A person's word, and nobody else's: nothing that a tool or a model says comes here. A rule may name an
 * executor that is not configured or a tool that is not allowed on it: its calls then wait for a person.
 * Throws AppError `not_found`, and `bad_request` for a recorded trace, which is never resumed.
 */
export async function setPolicy(store: Store, traceId: string, policy: ToolPolicy): Promise<void> {
  const { forkSeq, fork } = await findTrace(store, traceId);
  if (forkSeq === null || fork === null) {
    throw new AppError('bad_request', 'A recorded trace is never resumed, so it has no policy.', {
      hint: 'Fork it at an event, then say who answers the tools of the branch.',
    });
  }
  await store.writes.run(() => update(store, traceId, policy));
}

/** Lets later calls of this tool go to this executor without asking, in this branch and its forks to come. */
export async function approveTool(
  store: Store,
  traceId: string,
  approved: ToolPolicy['approved'][number],
): Promise<void> {
  const { executorId, tool } = approved;
  // Read when it is its turn: two of these must not undo each other.
  await store.writes.run(async () => {
    const policy = await readPolicy(store, traceId);
    if (policy.approved.some((one) => one.executorId === executorId && one.tool === tool)) return;
    await update(store, traceId, {
      ...policy,
      approved: [...policy.approved, { executorId, tool }],
    });
  });
}

function update({ prisma }: Store, id: string, policy: ToolPolicy) {
  // One that is too long to be read again must not be stored.
  if (!toolPolicySchema.safeParse(policy).success) {
    throw new AppError('bad_request', 'This policy has more entries than can be kept.');
  }
  return prisma.trace.update({ where: { id }, data: { policy: JSON.stringify(policy) } });
}
