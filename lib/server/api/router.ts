import { diffRouter } from './diff-router';
import { endpointRouter } from './endpoint-router';
import { executorRouter } from './executor-router';
import { fingerprintRouter } from './fingerprint-router';
import { importRouter } from './import-router';
import { matrixRouter } from './matrix-router';
import { prepareRouter } from './prepare-router';
import { rerunRouter } from './rerun-router';
import { runRouter } from './run-router';
import { searchRouter } from './search-router';
import { shareRouter } from './share-router';
import { traceRouter } from './trace-router';

/** Everything that asks for a session. What a share token opens is a router of its own. */
export const sessionRouter = {
  traces: traceRouter,
  imports: importRouter,
  executors: executorRouter,
  runs: runRouter,
  reruns: rerunRouter,
  endpoints: endpointRouter,
  prepared: prepareRouter,
  matrices: matrixRouter,
  diffs: diffRouter,
  search: searchRouter,
  fingerprints: fingerprintRouter,
  shares: shareRouter,
};
