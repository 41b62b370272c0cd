import { createHash } from "node:crypto";
import { z } from "zod";
import { newId } from "../../../database/ids.js";
import type { Transaction } from "../../../database/open.js";
import { audit } from "../../audit.js";
import { inOrganization } from "../../authorize.js";
import type { Context } from "../../context.js";
import { abandonFile, announceFile, deleteUnownedFiles, disownFile, ownFile } from "../../files/unowned.js";
import { UploadedFile } from "../../files/upload.js";
import { oneOf, validate } from "../../validate.js";
import { type Picture, readPicture } from "./picture.js";
import { type ImageType, imageTypes } from "./types.js";

const schema = z.object({ type: oneOf(imageTypes), file: z.instanceof(UploadedFile) });

/**
 * Gives the organization a logo or a signature, in place of the one that it had. The file is in the storage before the row
 * that names it, and the file before it goes after its row.
 * Errors: inOrganization's, VALIDATION_FAILED for what is missing and for what readPicture refuses, StorageUnavailable.
 */
export async function uploadImage(
  context: Context,
  organizationId: string,
  input: { type: ImageType | null | undefined; file: UploadedFile | null | undefined },
): Promise<void> {
  const place = { id: organizationId, action: "organization.update" } as const;
  // Before anything is decoded or stored, and again when it is.
  await inOrganization(context, { ...place, lock: "shared", effect: false }, async () => undefined);
  const { type, file } = validate("Image", schema, input);
  const picture = await readPicture(file.bytes);

  const id = newId();
  const key = `images/${id}`;
  await announceFile(context, key);
  try {
    await context.files.storage.put(key, picture.bytes, picture.contentType);
    await inOrganization(context, { ...place, lock: "exclusive" }, async (tx) => {
      await ownFile(tx, key);
      await replaceImage(tx, { id, organizationId, type, key }, picture);
      await audit(tx, context, {
        action: "organization.uploadImage",
        organizationId,
        objectType: "Organization",
        objectId: organizationId,
        to: { type, imageId: id, contentType: picture.contentType, byteSize: picture.bytes.length },
      });
    });
  } catch (error) {
    await abandonFile(context, key).catch((failure: unknown) => {
      context.log.warn({ err: failure }, "a file that is not needed could not be noted; it goes in an hour");
    });
    throw error;
  } finally {
    await deleteUnownedFiles(context);
  }
}

async function replaceImage(
  tx: Transaction,
  { id, organizationId, type, key }: { id: string; organizationId: string; type: ImageType; key: string },
  { bytes, contentType, width, height }: Picture,
): Promise<void> {
  const which = { organizationId_type: { organizationId, type } };
  const before = await tx.organizationImage.findUnique({ where: which });
  if (before) {
    await tx.organizationImage.delete({ where: which });
    await disownFile(tx, before.key);
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  const byteSize = bytes.length;
  await tx.organizationImage.create({
    data: { id, organizationId, type, key, contentType, width, height, byteSize, hash },
  });
}
