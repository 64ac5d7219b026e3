// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runCommand, runTool, Trouble } from './command.mjs';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const isRoot = process.getuid?.() === 0;

/** The browser for the tests: CHROMIUM_PATH, else Playwright's own, else the system's. */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return [playwrightBrowser(), ...systemBrowsers].find((path) => existsSync(path)) ?? null;
}

/** Playwright is loaded late: these scripts start before it is installed. */
function playwrightBrowser() {
  /** @type {typeof import('@playwright/test')} */
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  return chromium.executablePath();
}

/** What a system browser needs so as to stay quiet; harmless for Playwright's own. */
export const browserArgs = [
  // Chromium refuses to run as root with its sandbox.
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Finds a browser that starts, or installs one.
 * @returns {Promise<string>} its path
 * @throws {Trouble} that says what to do
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found && starts(found)) return found;
  if (process.env.CHROMIUM_PATH) {
    throw new Trouble(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which does not start.`);
  }
  console.log('No browser found: installing Chromium.');
  await runTool('playwright', ['install', 'chromium']);
  const own = playwrightBrowser();
  if (existsSync(own) && starts(own)) return own;
  if (isRoot && existsSync('/etc/debian_version')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand('apt-get', ['update'], { env });
    await runCommand('apt-get', ['install', '-y', 'chromium'], { env });
  }
  // One that is broken may stand before the one just installed.
  const usable = systemBrowsers.find((path) => existsSync(path) && starts(path));
  if (usable) return usable;
  throw new Trouble(
    'No browser for the end-to-end tests. Install Chromium or Chrome and set CHROMIUM_PATH to its binary, or run `npx playwright install --with-deps chromium`.',
  );
}

/** @param {string} path */
function starts(path) {
  // On Windows `--version` opens a window instead.
  if (process.platform === 'win32') return existsSync(path);
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
