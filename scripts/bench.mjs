// @ts-check
import './node-version.mjs';
import { main } from './command.mjs';
import { generateClient } from './generate-client.mjs';
import { installPackages } from './install-packages.mjs';
import { runTypeScript } from './run-typescript.mjs';

main(async () => {
  await installPackages();
  await generateClient();
  return runTypeScript('bench/main.ts', process.argv.slice(2));
});
