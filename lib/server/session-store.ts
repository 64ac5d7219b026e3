import type { Store } from '@/lib/db/store';
import type { SessionStore } from '@/lib/server/http/session';

/** Sessions in the database; those that ended go when a new one begins. */
export const sessionStore = ({ prisma, writes }: Store): SessionStore => ({
  async create(tokenHash, expiresAt) {
    await writes.run(async () => {
      await prisma.session.deleteMany({ where: { expiresAt: { lt: new Date() } } });
      await prisma.session.upsert({
        where: { tokenHash },
        create: { tokenHash, expiresAt },
        update: { expiresAt },
      });
    });
  },
  find: (tokenHash) =>
    prisma.session.findUnique({ where: { tokenHash }, select: { expiresAt: true } }),
  async remove(tokenHash) {
    await writes.run(() => prisma.session.deleteMany({ where: { tokenHash } }));
  },
});
