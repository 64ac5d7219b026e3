// @ts-check
import './node-version.mjs';
import { buildApp } from './build-app.mjs';
import { main } from './command.mjs';
import { generateClient } from './generate-client.mjs';
import { installPackages } from './install-packages.mjs';
import { checkAddress, dataFolder, listenAddress } from './listen-address.mjs';
import { readEnvFile, serve } from './serve.mjs';

main(async () => {
  readEnvFile();
  const address = listenAddress(process.env);
  await checkAddress(address, 'npm start');
  const data = dataFolder(process.env);
  await installPackages();
  await generateClient();
  await buildApp();
  // The server applies the migrations itself, before it answers.
  return serve('start', { ...address, data });
});
