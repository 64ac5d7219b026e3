// @ts-check
import './node-version.mjs';
import { main } from './command.mjs';
import { generateClient } from './generate-client.mjs';
import { installPackages } from './install-packages.mjs';
import { checkAddress, dataFolder, listenAddress } from './listen-address.mjs';
import { readEnvFile, serve } from './serve.mjs';

main(async () => {
  readEnvFile();
  const address = listenAddress(process.env);
  await checkAddress(address, 'npm run dev');
  const data = dataFolder(process.env);
  await installPackages();
  await generateClient();
  return serve('dev', { ...address, data });
});
