import { diffContract } from './diff-contract';
import { endpointContract } from './endpoint-contract';
import { executorContract } from './executor-contract';
import { fingerprintContract } from './fingerprint-contract';
import { importContract } from './import-contract';
import { matrixContract } from './matrix-contract';
import { prepareContract } from './prepare-contract';
import { rerunContract } from './rerun-contract';
import { runContract } from './run-contract';
import { searchContract } from './search-contract';
import { shareContract, sharedContract } from './share-contract';
import { traceContract } from './trace-contract';

/** The HTTP contract: binds routes, browser and OpenAPI document. Paths are under /api. */
export const contract = {
  traces: traceContract,
  imports: importContract,
  runs: runContract,
  reruns: rerunContract,
  endpoints: endpointContract,
  executors: executorContract,
  prepared: prepareContract,
  matrices: matrixContract,
  diffs: diffContract,
  search: searchContract,
  fingerprints: fingerprintContract,
  shares: shareContract,
  shared: sharedContract,
};
