import { expect, it } from 'vitest';
import { schemaDiff } from './schema-diff';

it('the migrations lead to prisma/models.prisma (else: npm run db:new -- <name>)', async () => {
  expect(await schemaDiff({ migrations: 'all' })).toBe('');
});

it('sees a difference', async () => {
  expect(await schemaDiff({ migrations: 'none' })).toContain('CREATE TABLE "Trace"');
});
