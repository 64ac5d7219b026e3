/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native code and what loads it cannot be bundled.
  serverExternalPackages: ['better-sqlite3', '@prisma/adapter-better-sqlite3'],
  // Lock files in folders above the checkout are not ours.
  turbopack: { root: import.meta.dirname },
  // `npm test` checks the types; who only starts Retake need not wait for that.
  typescript: { ignoreBuildErrors: true },
};
