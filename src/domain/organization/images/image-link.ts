import { sql } from "../../../database/sql.js";
import { type Context, requireCaller } from "../../context.js";
import { readsOrganization } from "../../policy.js";
import { readLink, signLink } from "../../signed-link.js";
import type { ImageView } from "./queries.js";

const kind = "image";

/**
 * A link to this very image that works without a token for half an hour at least and an hour at most, as long as the
 * caller may read the organization.
 */
export function imageLink(context: Context, image: ImageView): Promise<string> {
  return signLink(context, {
    kind,
    account: requireCaller(context).id,
    expires: image.linkExpires,
    image: image.id,
  });
}

/** The image that a link leads to, or null for a link that is not ours, has ended, or whose account may not see it now. */
export async function linkedImage(context: Context, link: string): Promise<Omit<ImageView, "linkExpires"> | null> {
  const claims = await readLink(context, kind, link);
  if (!claims) return null;
  const [image] = await context.database.read<ImageView>(sql`
    /* linkedImage: while the link lives and its account may read the organization */
    SELECT t.* FROM "OrganizationImage" t WHERE t."id" = ${claims.image}
    AND to_timestamp(${claims.expires}::float8) > statement_timestamp()
    AND ${readsOrganization(claims.account, sql`t."organizationId"`)}`);
  return image ?? null;
}
