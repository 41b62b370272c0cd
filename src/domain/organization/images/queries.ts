import type { Readable } from "node:stream";
import type { OrganizationImage } from "../../../database/generated/client.js";
import { sql } from "../../../database/sql.js";
import type { Context } from "../../context.js";
import { DomainError, invalidInput, notFound } from "../../errors.js";
import { readsOrganization } from "../../policy.js";
import { readableOrganization } from "../queries.js";
import type { ImageType } from "./types.js";

/** What is known of an image without its bytes. */
export type ImageView = Pick<
  OrganizationImage,
  "id" | "organizationId" | "key" | "contentType" | "width" | "height" | "byteSize" | "hash"
> & {
  type: ImageType;
  /** When a link that is made now ends, in seconds since 1970. Moves on by the half hour, so that browsers see one address for a while. */
  linkExpires: number;
};

const halfHour = 1_800;

/** The images of each organization that the viewer may read. */
export async function imagesOfOrganizations(
  context: Context,
  ids: readonly string[],
): Promise<Map<string, ImageView[]>> {
  const found = new Map<string, ImageView[]>();
  if (!context.caller) return found;
  const rows = await context.database.read<ImageView>(sql`
    /* imagesOfOrganizations: of organizations that the viewer may read; links end by the database's clock */
    SELECT t.*, ((floor(extract(epoch FROM statement_timestamp()) / ${halfHour}) + 2) * ${halfHour})::float8 AS "linkExpires"
    FROM "OrganizationImage" t WHERE t."organizationId" = ANY(${[...ids]}::text[])
    AND ${readsOrganization(context.caller.id, sql`t."organizationId"`)}`);
  for (const row of rows) found.set(row.organizationId, [...(found.get(row.organizationId) ?? []), row]);
  return found;
}

/**
 * The image of an organization that the viewer may read.
 * Errors: NOT_FOUND of the organization or of the image, VALIDATION_FAILED without a type.
 */
export async function organizationImage(
  context: Context,
  organizationId: string,
  type: ImageType | undefined,
): Promise<ImageView> {
  if (!(await readableOrganization(context, organizationId))) throw notFound("Organization", organizationId);
  if (type === undefined) {
    throw invalidInput("Image", [{ path: ["type"], rule: "presence", message: "can't be blank" }]);
  }
  const images = await context.loaders.organizationImages.load(organizationId);
  const image = images.find((one) => one.type === type);
  if (!image) throw notFound("Image", type);
  return image;
}

/** An image as a file. `name` is of our making. */
export interface ImageFile {
  contentType: string;
  byteSize: number;
  hash: string;
  name: string;
  /** Errors: UNAVAILABLE where the image was replaced a moment ago, StorageUnavailable. */
  open: () => Promise<Readable>;
}

/** The image as a file, whose bytes are read when they are asked for. */
export function imageFile(
  { files, log }: Pick<Context, "files" | "log">,
  { type, key, contentType, byteSize, hash }: Omit<ImageView, "linkExpires">,
): ImageFile {
  const open = async () => {
    const bytes = await files.storage.get(key);
    if (bytes) return bytes;
    log.warn({ key }, "an image has no file: it was replaced at this moment, or the storage lost it");
    throw new DomainError("UNAVAILABLE", "The image was replaced at this moment.", { retryAfterSeconds: 1 });
  };
  const ending = contentType.replace("image/", "").replace("jpeg", "jpg");
  return { contentType, byteSize, hash, name: `${type}.${ending}`, open };
}
