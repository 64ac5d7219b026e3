-- CreateTable
CREATE TABLE "Upload" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "stored" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "UploadChunk" (
    "uploadId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,

    PRIMARY KEY ("uploadId", "index"),
    CONSTRAINT "UploadChunk_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "Upload" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Trace" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "uploadId" TEXT,
    "partKey" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "sourceId" TEXT,
    "outcome" TEXT NOT NULL,
    "timeQuality" TEXT NOT NULL,
    "lanes" TEXT NOT NULL,
    "totals" TEXT NOT NULL,
    "eventCount" INTEGER NOT NULL,
    "poolSize" INTEGER NOT NULL,
    "parentId" TEXT,
    "forkSeq" INTEGER,
    "poolBase" INTEGER NOT NULL DEFAULT 0,
    "fork" TEXT,
    "extra" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" DATETIME,
    CONSTRAINT "Trace_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "Upload" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Trace_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Trace" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Event" (
    "traceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "parent" INTEGER,
    "name" TEXT,
    "role" TEXT,
    "call" INTEGER,
    "startedAt" REAL,
    "durationMs" REAL,
    "inputTokens" REAL,
    "outputTokens" REAL,
    "costUsd" REAL,
    "error" BOOLEAN NOT NULL,
    "unfinished" BOOLEAN NOT NULL,
    "hash" TEXT NOT NULL,
    "setup" TEXT,
    "edits" TEXT,
    "summary" TEXT NOT NULL,
    "records" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    PRIMARY KEY ("traceId", "seq"),
    CONSTRAINT "Event_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Message" (
    "traceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    PRIMARY KEY ("traceId", "position"),
    CONSTRAINT "Message_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Setup" (
    "traceId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    PRIMARY KEY ("traceId", "hash"),
    CONSTRAINT "Setup_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Blob" (
    "traceId" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,

    PRIMARY KEY ("traceId", "sha256"),
    CONSTRAINT "Blob_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Note" (
    "traceId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "records" TEXT NOT NULL,

    PRIMARY KEY ("traceId", "ordinal"),
    CONSTRAINT "Note_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "traceId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "limits" TEXT NOT NULL,
    "reason" TEXT,
    "steps" INTEGER NOT NULL DEFAULT 0,
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" DATETIME,
    CONSTRAINT "Run_traceId_fkey" FOREIGN KEY ("traceId") REFERENCES "Trace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Exchange" (
    "runId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "status" INTEGER,
    "response" BLOB,
    "startedAt" DATETIME NOT NULL,
    "durationMs" REAL,

    PRIMARY KEY ("runId", "step"),
    CONSTRAINT "Exchange_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Share" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "pins" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME,
    "revokedAt" DATETIME,
    "views" INTEGER NOT NULL DEFAULT 0,
    "lastViewedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Upload_sha256_key" ON "Upload"("sha256");

-- CreateIndex
CREATE INDEX "Trace_parentId_idx" ON "Trace"("parentId");

-- CreateIndex
CREATE INDEX "Trace_uploadId_idx" ON "Trace"("uploadId");

-- CreateIndex
CREATE INDEX "Trace_deletedAt_createdAt_idx" ON "Trace"("deletedAt", "createdAt");

-- CreateIndex
CREATE INDEX "Run_traceId_idx" ON "Run"("traceId");

-- CreateIndex
CREATE INDEX "Run_status_idx" ON "Run"("status");

-- CreateIndex
CREATE UNIQUE INDEX "Share_tokenHash_key" ON "Share"("tokenHash");
