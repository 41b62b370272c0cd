import { z } from "zod";
import type { OrganizationData } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { Prisma } from "../../database/generated/client.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { readsOrganization } from "../policy.js";
import { jsonValue, requiredText } from "../validate.js";
import { imageTypes } from "./images/types.js";

/** One of an organization's named settings. */
export type DataEntry = Pick<OrganizationData, "id" | "name" | "value" | "options">;

const mostEntries = 100;

/** Entries that say whether there are images. Nobody writes them: clients that send whole objects back send them, too. */
const ofImages: ReadonlySet<string> = new Set(imageTypes.map((type) => `image_${type}`));

/** The entries that are the client's own, of those that it sends. */
export const ownEntries = <Entry extends { name: string }>(entries: readonly Entry[]): Entry[] =>
  entries.filter(({ name }) => !ofImages.has(name));

export const dataSchema = z
  .array(z.object({ name: requiredText(), value: jsonValue(), options: jsonValue() }))
  .refine((entries) => ownEntries(entries).length <= mostEntries, {
    error: `is too long (at most ${mostEntries})`,
    params: { rule: "length.max" },
  })
  .nullish();

export type DataInput = z.output<typeof dataSchema>;

/** The settings of each organization, in their order, and after them an entry for each image that there is. */
export async function dataOfOrganizations(context: Context, ids: readonly string[]): Promise<Map<string, DataEntry[]>> {
  const found = new Map<string, DataEntry[]>();
  if (!context.caller) return found;
  const rows = await context.database.read<OrganizationData>(sql`
    /* dataOfOrganizations: of organizations that the viewer may read */
    SELECT t.* FROM (
      SELECT d.*, 0 AS "part" FROM "OrganizationData" d
      UNION ALL
      SELECT i."id", i."organizationId", 0, 'image_' || i."type", 'true'::jsonb, NULL, 1 FROM "OrganizationImage" i) t
    WHERE t."organizationId" = ANY(${[...ids]}::text[])
    AND ${readsOrganization(context.caller.id, sql`t."organizationId"`)}
    ORDER BY t."organizationId", t."part", t."position", t."name"`);
  for (const { organizationId, id, name, value, options } of rows) {
    const entries = found.get(organizationId) ?? [];
    entries.push({ id, name, value, options });
    found.set(organizationId, entries);
  }
  return found;
}

/** Replaces all settings of the organization. What is said of images is left out: that goes by the images. */
export async function replaceData(
  tx: Transaction,
  organizationId: string,
  data: NonNullable<DataInput>,
): Promise<void> {
  await tx.organizationData.deleteMany({ where: { organizationId } });
  await tx.organizationData.createMany({
    data: ownEntries(data).map(({ name, value, options }, position) => ({
      id: newId(),
      organizationId,
      position,
      name,
      value: json(value),
      options: json(options),
    })),
  });
}

/** Null and what is missing are both stored as nothing. */
export const json = (value: unknown) => (value == null ? Prisma.DbNull : (value as Prisma.InputJsonValue));
