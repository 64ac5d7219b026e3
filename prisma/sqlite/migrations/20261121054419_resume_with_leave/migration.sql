-- AlterTable
ALTER TABLE "Run" ADD COLUMN "failure" TEXT;
ALTER TABLE "Run" ADD COLUMN "limit" TEXT;
ALTER TABLE "Run" ADD COLUMN "used" TEXT;

-- AlterTable
ALTER TABLE "Trace" ADD COLUMN "policy" TEXT;

-- CreateTable
CREATE TABLE "Endpoint" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "baseUrl" TEXT NOT NULL,
    "model" TEXT,
    "parameters" TEXT,
    "allowPrivate" BOOLEAN NOT NULL DEFAULT false,
    "key" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Executor" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "allowPrivate" BOOLEAN NOT NULL DEFAULT false,
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "tools" TEXT NOT NULL,
    "key" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "ExecutorLeave" (
    "executorId" TEXT NOT NULL PRIMARY KEY,
    "definition" TEXT NOT NULL,
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "tools" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ToolSend" (
    "traceId" TEXT NOT NULL,
    "callSeq" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "runId" TEXT NOT NULL,
    "executorId" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "trouble" TEXT,
    "sentAt" DATETIME NOT NULL,

    PRIMARY KEY ("traceId", "callSeq", "attempt"),
    CONSTRAINT "ToolSend_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Matrix" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "traceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "columns" TEXT NOT NULL,
    "repeats" INTEGER NOT NULL,
    "limits" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Matrix_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MatrixCell" (
    "matrixId" TEXT NOT NULL,
    "column" INTEGER NOT NULL,
    "repeat" INTEGER NOT NULL,
    "branchId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,

    PRIMARY KEY ("matrixId", "column", "repeat"),
    CONSTRAINT "MatrixCell_matrixId_fkey" FOREIGN KEY ("matrixId") REFERENCES "Matrix" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MatrixCell_branchId_fkey" FOREIGN KEY ("branchId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Exchange" (
    "runId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "url" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "status" INTEGER,
    "response" BLOB,
    "startedAt" DATETIME NOT NULL,
    "durationMs" REAL,

    PRIMARY KEY ("runId", "step", "attempt"),
    CONSTRAINT "Exchange_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Exchange" ("durationMs", "request", "response", "runId", "startedAt", "status", "step", "url") SELECT "durationMs", "request", "response", "runId", "startedAt", "status", "step", "url" FROM "Exchange";
DROP TABLE "Exchange";
ALTER TABLE "new_Exchange" RENAME TO "Exchange";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Matrix_traceId_idx" ON "Matrix"("traceId");

-- CreateIndex
CREATE INDEX "MatrixCell_branchId_idx" ON "MatrixCell"("branchId");
