// Imported first by every command: older Node fails later with messages that name no cause.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Retake needs Node 20.19 or newer; this is Node ${process.versions.node}. Get one from https://nodejs.org and run the command again.`,
  );
  process.exit(1);
}
