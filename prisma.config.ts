import { defineConfig } from 'prisma/config';

export default defineConfig({
  // The folder: models.prisma and sqlite/base.prisma are one schema.
  schema: 'prisma',
  migrations: { path: 'prisma/sqlite/migrations' },
});
