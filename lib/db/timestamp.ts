/** A date as Prisma spells it in SQLite: raw writes must sort together with Prisma's. */
export const timestamp = (date: Date): string => date.toISOString().replace('Z', '+00:00');
