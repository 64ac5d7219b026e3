-- AlterTable
ALTER TABLE "Share" ADD COLUMN "maxViews" INTEGER;
ALTER TABLE "Share" ADD COLUMN "passphrase" TEXT;

-- AlterTable
ALTER TABLE "Trace" ADD COLUMN "archivedAt" DATETIME;
ALTER TABLE "Trace" ADD COLUMN "pinnedAt" DATETIME;
