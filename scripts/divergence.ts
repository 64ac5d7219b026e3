import { locateDivergence } from '@/lib/replay/align/locate-divergence';
import { readPairs, readSteps } from './divergence-pairs';

/**
 * `npm run divergence -- DIR`: predictions for the pairs of `DIR/pairs.json` as JSON on stdout, and nothing
 * else there. A pair whose run files cannot be read is `incomparable` with confidence 0, its reason on stderr,
 * and the exit code is 1; without a `pairs.json` there are no predictions.
 */
function predictions(folder: string): Map<string, object> {
  const found = new Map<string, object>();
  for (const { pair, reference, failing } of readPairs(folder))
    try {
      const runs = [readSteps(folder, reference), readSteps(folder, failing)] as const;
      const { fork, verdict, confidence } = locateDivergence(...runs);
      found.set(pair, { fork, verdict, confidence });
    } catch (error) {
      trouble(`${pair}: ${error instanceof Error ? error.message : String(error)}`);
      found.set(pair, { fork: null, verdict: 'incomparable', confidence: 0 });
    }
  return found;
}

function trouble(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const folder = process.argv[2];
if (folder === undefined) trouble('Usage: npm run divergence -- DIR, a folder with pairs.json');
else
  try {
    process.stdout.write(`${JSON.stringify(Object.fromEntries(predictions(folder)), null, 1)}\n`);
  } catch (error) {
    trouble(error instanceof Error ? error.message : String(error));
  }
