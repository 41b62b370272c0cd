-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "accountId" TEXT COLLATE "C",
    "type" TEXT COLLATE "C" NOT NULL,
    "incoming" BOOLEAN NOT NULL DEFAULT false,
    "number" TEXT COLLATE "C",
    "date" DATE NOT NULL,
    "dateDue" DATE,
    "draft" BOOLEAN NOT NULL DEFAULT false,
    "canceled" BOOLEAN NOT NULL DEFAULT false,
    "currencyId" TEXT COLLATE "C" NOT NULL,
    "conversionRate" JSONB,
    "rate" DECIMAL(24,10) NOT NULL DEFAULT 1,
    "unitId" TEXT COLLATE "C",
    "clientName" TEXT COLLATE "C",
    "reference" TEXT COLLATE "C",
    "note" TEXT COLLATE "C",
    "uniqueId" TEXT COLLATE "C",
    "items" JSONB NOT NULL DEFAULT '[]',
    "taxes" JSONB NOT NULL DEFAULT '[]',
    "total" DECIMAL(24,2) NOT NULL,
    "totalDiscount" DECIMAL(24,2) NOT NULL,
    "totalTax" DECIMAL(24,2) NOT NULL,
    "totalWithTax" DECIMAL(24,2) NOT NULL,
    "totalConverted" DECIMAL(24,2) NOT NULL,
    "totalWithTaxConverted" DECIMAL(24,2) NOT NULL,
    "totalPaid" DECIMAL(24,2) NOT NULL DEFAULT 0,
    "isDeleted" BOOLEAN NOT NULL DEFAULT false,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedId" TEXT COLLATE "C",
    "custom" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentNumbering" (
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "incoming" BOOLEAN NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "DocumentNumbering_pkey" PRIMARY KEY ("organizationId","type","incoming","year")
);

-- CreateTable
CREATE TABLE "DocumentCategory" (
    "id" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "documentId" TEXT COLLATE "C" NOT NULL,
    "categoryId" TEXT COLLATE "C" NOT NULL,
    "amount" DECIMAL(24,2) NOT NULL,
    "amountConverted" DECIMAL(24,2) NOT NULL,
    "date" DATE NOT NULL,
    "isDeleted" BOOLEAN NOT NULL DEFAULT false,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedId" TEXT COLLATE "C",
    "custom" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DocumentCategory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "documentId" TEXT COLLATE "C",
    "type" TEXT COLLATE "C" NOT NULL,
    "date" TIMESTAMPTZ(3) NOT NULL,
    "amount" DECIMAL(24,2) NOT NULL,
    "amountConverted" DECIMAL(24,2) NOT NULL,
    "note" TEXT COLLATE "C",
    "transactionId" TEXT COLLATE "C",
    "isDeleted" BOOLEAN NOT NULL DEFAULT false,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedId" TEXT COLLATE "C",
    "custom" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Document_organizationId_date_id_idx" ON "Document"("organizationId", "date", "id");

-- CreateIndex
CREATE INDEX "Document_organizationId_createdAt_id_idx" ON "Document"("organizationId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Document_organizationId_id_idx" ON "Document"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Document_one_number" ON "Document"("organizationId", "type", "incoming", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Document_one_unique_id" ON "Document"("organizationId", "uniqueId");

-- CreateIndex
CREATE INDEX "DocumentCategory_documentId_idx" ON "DocumentCategory"("documentId");

-- CreateIndex
CREATE INDEX "DocumentCategory_categoryId_idx" ON "DocumentCategory"("categoryId");

-- CreateIndex
CREATE INDEX "DocumentCategory_organizationId_date_id_idx" ON "DocumentCategory"("organizationId", "date", "id");

-- CreateIndex
CREATE INDEX "DocumentCategory_organizationId_id_idx" ON "DocumentCategory"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Payment_documentId_idx" ON "Payment"("documentId");

-- CreateIndex
CREATE INDEX "Payment_organizationId_date_id_idx" ON "Payment"("organizationId", "date", "id");

-- CreateIndex
CREATE INDEX "Payment_organizationId_createdAt_id_idx" ON "Payment"("organizationId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Payment_organizationId_id_idx" ON "Payment"("organizationId", "id");

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentNumbering" ADD CONSTRAINT "DocumentNumbering_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentCategory" ADD CONSTRAINT "DocumentCategory_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentCategory" ADD CONSTRAINT "DocumentCategory_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentCategory" ADD CONSTRAINT "DocumentCategory_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE "Document" ADD CONSTRAINT "Document_id_form" CHECK ("id" ~ '^[0-9a-f]{24}$');
ALTER TABLE "DocumentCategory" ADD CONSTRAINT "DocumentCategory_id_form" CHECK ("id" ~ '^[0-9a-f]{24}$');
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_id_form" CHECK ("id" ~ '^[0-9a-f]{24}$');

ALTER TABLE "Document"
    ADD CONSTRAINT "Document_type" CHECK ("type" IN ('invoice', 'estimate', 'advance', 'credit-note', 'delivery-note')),
    ADD CONSTRAINT "Document_numbered" CHECK ("draft" = ("number" IS NULL)),
    ADD CONSTRAINT "Document_rate" CHECK ("rate" > 0),
    ADD CONSTRAINT "Document_deletion"
    CHECK ("isDeleted" = ("deletedAt" IS NOT NULL) AND "isDeleted" = ("deletedId" IS NOT NULL));

ALTER TABLE "DocumentCategory" ADD CONSTRAINT "DocumentCategory_deletion"
    CHECK ("isDeleted" = ("deletedAt" IS NOT NULL) AND "isDeleted" = ("deletedId" IS NOT NULL));

ALTER TABLE "Payment"
    ADD CONSTRAINT "Payment_type"
    CHECK ("type" IN ('bank', 'online', 'paypal', 'cash', 'card', 'crypto', 'coupon', 'other')),
    ADD CONSTRAINT "Payment_deletion"
    CHECK ("isDeleted" = ("deletedAt" IS NOT NULL) AND "isDeleted" = ("deletedId" IS NOT NULL));
