import { diffRouter } from './diff-router';
import { importRouter } from './import-router';
import { runRouter } from './run-router';
import { shareRouter } from './share-router';
import { traceRouter } from './trace-router';

/** Everything that asks for a session. What a share token opens is a router of its own. */
export const sessionRouter = {
  traces: traceRouter,
  imports: importRouter,
  runs: runRouter,
  diffs: diffRouter,
  shares: shareRouter,
};
