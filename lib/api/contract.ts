import { diffContract } from './diff-contract';
import { importContract } from './import-contract';
import { runContract } from './run-contract';
import { shareContract, sharedContract } from './share-contract';
import { traceContract } from './trace-contract';

/** The HTTP contract: binds routes, browser and OpenAPI document. Paths are under /api. */
export const contract = {
  traces: traceContract,
  imports: importContract,
  runs: runContract,
  diffs: diffContract,
  shares: shareContract,
  shared: sharedContract,
};
