import { audit } from "../../audit.js";
import { inOrganization } from "../../authorize.js";
import type { Context } from "../../context.js";
import { invalidInput } from "../../errors.js";
import { deleteUnownedFiles, disownFile } from "../../files/unowned.js";
import type { ImageType } from "./types.js";

/**
 * Deletes the organization's logo or signature, and answers how many there were: 1, or 0.
 * Errors: inOrganization's, VALIDATION_FAILED without a type.
 */
export async function deleteImage(
  context: Context,
  organizationId: string,
  type: ImageType | null | undefined,
): Promise<number> {
  const place = { id: organizationId, action: "organization.update", lock: "exclusive" } as const;
  const count = await inOrganization(context, place, async (tx) => {
    if (type == null) throw invalidInput("Image", [{ path: ["type"], rule: "presence", message: "can't be blank" }]);
    const which = { organizationId_type: { organizationId, type } };
    const image = await tx.organizationImage.findUnique({ where: which });
    if (!image) return 0;
    await tx.organizationImage.delete({ where: which });
    await disownFile(tx, image.key);
    await audit(tx, context, {
      action: "organization.deleteImage",
      organizationId,
      objectType: "Organization",
      objectId: organizationId,
      from: { type, imageId: image.id },
    });
    return 1;
  });
  await deleteUnownedFiles(context);
  return count;
}
