import { minifyContractRouter } from '@orpc/contract';
import { expect, it } from 'vitest';
import { contract } from './contract';
import minified from './contract.min.json';

it('is what the browser calls by: run `npx tsx scripts/minify-contract.ts` after a change', () => {
  expect(minified).toEqual(JSON.parse(JSON.stringify(minifyContractRouter(contract))));
});
