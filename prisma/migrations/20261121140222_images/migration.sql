-- CreateTable
CREATE TABLE "OrganizationImage" (
    "id" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "contentType" TEXT COLLATE "C" NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "byteSize" INTEGER NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OrganizationImage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnownedFile" (
    "key" TEXT COLLATE "C" NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UnownedFile_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "id" TEXT COLLATE "C" NOT NULL,
    "secret" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "OrganizationImage_key_key" ON "OrganizationImage"("key");

-- CreateIndex
CREATE UNIQUE INDEX "OrganizationImage_organizationId_type_key" ON "OrganizationImage"("organizationId", "type");

-- CreateIndex
CREATE INDEX "UnownedFile_dueAt_idx" ON "UnownedFile"("dueAt");

-- AddForeignKey
ALTER TABLE "OrganizationImage" ADD CONSTRAINT "OrganizationImage_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Prisma has no words for what follows; the drift test does not see it.

ALTER TABLE "OrganizationImage"
    ADD CONSTRAINT "OrganizationImage_id_form" CHECK ("id" ~ '^[0-9a-f]{24}$'),
    ADD CONSTRAINT "OrganizationImage_type" CHECK ("type" IN ('logo', 'signature')),
    ADD CONSTRAINT "OrganizationImage_contentType" CHECK ("contentType" IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
    ADD CONSTRAINT "OrganizationImage_size" CHECK ("width" BETWEEN 1 AND 4096 AND "height" BETWEEN 1 AND 4096 AND "byteSize" > 0),
    ADD CONSTRAINT "OrganizationImage_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$');

ALTER TABLE "SigningKey" ADD CONSTRAINT "SigningKey_one" CHECK ("id" = 'links' AND length("secret") = 32);

-- That there is an image is said by its row alone.
DELETE FROM "OrganizationData" WHERE "name" IN ('image_logo', 'image_signature');
ALTER TABLE "OrganizationData" ADD CONSTRAINT "OrganizationData_name" CHECK ("name" NOT IN ('image_logo', 'image_signature'));
