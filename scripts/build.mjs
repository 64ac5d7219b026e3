// @ts-check
import './node-version.mjs';
import { buildApp } from './build-app.mjs';
import { main } from './command.mjs';
import { generateClient } from './generate-client.mjs';
import { installPackages } from './install-packages.mjs';

main(async () => {
  await installPackages();
  await generateClient();
  await buildApp();
  return 0;
});
