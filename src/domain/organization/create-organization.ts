import { z } from "zod";
import { newId } from "../../database/ids.js";
import { audit } from "../audit.js";
import { type Context, requireCaller } from "../context.js";
import { notFound } from "../errors.js";
import { nulls } from "../nulls.js";
import { requiredText, validate } from "../validate.js";
import { fromCountry } from "./country-defaults.js";
import { replaceData } from "./data.js";
import { organizationFields } from "./fields.js";

const schema = z.object({ name: requiredText(), ...organizationFields });

/**
 * Makes an organization of which the account is the admin from the start: the caller itself or one of its child accounts.
 * An account that has a master makes that master admin for good. Answers the organization's id.
 * Errors: UNAUTHENTICATED, NOT_FOUND for everybody else's account, VALIDATION_FAILED.
 */
export async function createOrganization(context: Context, accountId: string, input: unknown): Promise<string> {
  const caller = requireCaller(context);
  return context.database.transaction(async (tx) => {
    const account = await tx.account.findUnique({ where: { id: accountId } });
    if (!account || (account.id !== caller.id && account.masterId !== caller.id)) throw notFound("Account", accountId);
    const { name, data, custom, ...fields } = validate("Organization", schema, input);

    const id = newId();
    const { createdAt } = await tx.organization.create({
      data: {
        id,
        name,
        ...nulls(fields),
        ...fromCountry(fields),
        masterId: account.masterId,
        custom: custom ?? {},
      },
    });
    await tx.organization.update({ where: { id }, data: { activatedAt: createdAt } });
    if (data) await replaceData(tx, id, data);
    await tx.accountOrganization.create({
      data: { id: newId(), organizationId: id, accountId, role: "admin", active: true },
    });
    await audit(tx, context, {
      action: "organization.create",
      organizationId: id,
      objectType: "Organization",
      objectId: id,
      to: { name, accountId },
    });
    return id;
  });
}
