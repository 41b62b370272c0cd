-- CreateTable
CREATE TABLE "Export" (
    "id" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "accountId" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "format" TEXT COLLATE "C" NOT NULL,
    "lang" TEXT COLLATE "C" NOT NULL,
    "condition" JSONB,
    "status" TEXT COLLATE "C" NOT NULL DEFAULT 'ready',
    "rowsTotal" INTEGER NOT NULL,
    "rowsWritten" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "fetchedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "accountId" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "dryRun" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT COLLATE "C" NOT NULL DEFAULT 'running',
    "rowsTotal" INTEGER NOT NULL DEFAULT 0,
    "rowsChecked" INTEGER NOT NULL DEFAULT 0,
    "rowsWritten" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Export_hash_key" ON "Export"("hash");

-- CreateIndex
CREATE INDEX "Export_organizationId_expiresAt_idx" ON "Export"("organizationId", "expiresAt");

-- CreateIndex
CREATE INDEX "Export_accountId_idx" ON "Export"("accountId");

-- CreateIndex
CREATE INDEX "Import_organizationId_createdAt_id_idx" ON "Import"("organizationId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Import_accountId_idx" ON "Import"("accountId");

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Prisma has no words for what follows; the drift test does not see it.

ALTER TABLE "Export" ADD CONSTRAINT "Export_id_form" CHECK ("id" ~ '^[0-9a-f]{24}$');
ALTER TABLE "Import" ADD CONSTRAINT "Import_id_form" CHECK ("id" ~ '^[0-9a-f]{24}$');

ALTER TABLE "Export"
    ADD CONSTRAINT "Export_type" CHECK ("type" IN ('document', 'payment', 'category', 'accountOrganization')),
    ADD CONSTRAINT "Export_format" CHECK ("format" IN ('xlsx', 'csv')),
    ADD CONSTRAINT "Export_status" CHECK ("status" IN ('ready', 'running', 'done', 'failed'));

ALTER TABLE "Import"
    ADD CONSTRAINT "Import_type" CHECK ("type" IN ('document', 'payment', 'category')),
    ADD CONSTRAINT "Import_status" CHECK ("status" IN ('running', 'done', 'refused', 'failed'));
