import { writeFileSync } from 'node:fs';
import { minifyContractRouter } from '@orpc/contract';
import { contract } from '@/lib/api/contract';

/** The browser needs methods and paths only: the whole contract would bring zod along. */
writeFileSync(
  new URL('../lib/api/contract.min.json', import.meta.url),
  `${JSON.stringify(minifyContractRouter(contract))}\n`,
);
