import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: path('./') },
      // What it is on a server; elsewhere importing it throws.
      { find: 'server-only', replacement: path('./node_modules/server-only/empty.js') },
    ],
  },
  test: {
    environment: 'node',
    include: ['{lib,components,app,scripts,bench}/**/*.test.{ts,tsx}'],
    // Processes, as native code is loaded; two, as many as a small machine has cores.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    setupFiles: ['scripts/property-seed.ts'],
  },
});
