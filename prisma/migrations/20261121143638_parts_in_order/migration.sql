-- DropIndex
DROP INDEX "DocumentCategory_categoryId_idx";

-- DropIndex
DROP INDEX "DocumentCategory_documentId_idx";

-- DropIndex
DROP INDEX "Payment_documentId_idx";

-- CreateIndex
CREATE INDEX "DocumentCategory_documentId_id_idx" ON "DocumentCategory"("documentId", "id");

-- CreateIndex
CREATE INDEX "DocumentCategory_categoryId_id_idx" ON "DocumentCategory"("categoryId", "id");

-- CreateIndex
CREATE INDEX "Payment_documentId_id_idx" ON "Payment"("documentId", "id");
