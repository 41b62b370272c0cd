import type { Category } from "../../database/generated/client.js";
import { violatedConstraint } from "../../database/errors.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { inOrganization } from "../authorize.js";
import { type Context, requireCaller } from "../context.js";
import { notFound, taken } from "../errors.js";
import { readsOrganization } from "../policy.js";
import { aliasKey } from "../validate.js";

/**
 * Runs a change of a category in its organization.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, ORGANIZATION_INACTIVE, VALIDATION_FAILED for an alias in use.
 */
export async function changeCategory(
  context: Context,
  id: string,
  work: (tx: Transaction, category: Category) => Promise<void>,
): Promise<void> {
  const caller = requireCaller(context);
  // What is not visible is not found by the same statement as what is not there: its time tells nothing.
  const [found] = await context.database.read<Pick<Category, "organizationId">>(sql`
    /* changeCategory: where it is, before anything is locked */
    SELECT t."organizationId" FROM "Category" t
    WHERE t."id" = ${id} AND ${readsOrganization(caller.id, sql`t."organizationId"`)}`);
  if (!found) throw notFound("Category", id);
  await refusingTakenAlias(() =>
    inOrganization(
      context,
      { id: found.organizationId, action: "category.write", lock: "shared", subject: { model: "Category", id } },
      async (tx) => {
        await lockCategory(tx, id);
        const category = await tx.category.findUnique({ where: { id } });
        if (!category) throw notFound("Category", id);
        await work(tx, category);
      },
    ),
  );
}

async function lockCategory(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`/* lockCategory: one change of a category at a time */ SELECT 1 AS "locked" FROM "Category" WHERE "id" = ${id} FOR UPDATE`;
}

/** Whether a category of the organization that is not deleted has the alias; `own`, where given, is not looked at. */
export const hasAlias =
  (tx: Transaction, organizationId: string, own?: string) =>
  async (alias: string): Promise<boolean> => {
    const where = { organizationId, aliasKey: aliasKey(alias), isDeleted: false };
    const found = await tx.category.findFirst({ where, select: { id: true } });
    return found !== null && found.id !== own;
  };

/** Turns the unique index's refusal into the one that names the alias. */
export async function refusingTakenAlias<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw violatedConstraint(error) === "Category_one_alias" ? taken("Category", "alias") : error;
  }
}
