import { compareFingerprints } from '@/lib/server/fingerprints/compare-fingerprints';
import { recordedSchemes } from '@/lib/server/fingerprints/recorded-schemes';
import { traceFingerprints } from '@/lib/server/fingerprints/trace-fingerprints';
import { findLineage } from '@/lib/server/traces/find-trace';
import { api } from './implementer';

export const fingerprintRouter = {
  get: api.fingerprints.get.handler(async ({ context: { app }, input: { id }, signal }) => ({
    ...(await traceFingerprints(app.store, findLineage(app.store, id), signal)),
    schemes: await recordedSchemes(app, id),
  })),
  compare: api.fingerprints.compare.handler(({ context: { app }, input: { a, b }, signal }) =>
    compareFingerprints(app.store, a, b, signal),
  ),
};
