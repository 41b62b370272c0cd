import { z } from "zod";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import { type Context, requireCaller } from "../context.js";
import { notFound } from "../errors.js";
import { given } from "../nulls.js";
import { emailAddress, emailKey, validate } from "../validate.js";
import { emailTaken, profile } from "./sign-up.js";

const schema = z.object({ email: emailAddress().optional(), ...profile });

/**
 * Changes what is given of the caller's own account or of one of its child accounts; null clears. Another address has
 * to be verified anew.
 * Errors: UNAUTHENTICATED, NOT_FOUND for everybody else's account, VALIDATION_FAILED.
 */
export async function updateAccount(context: Context, id: string, input: unknown): Promise<void> {
  const caller = requireCaller(context);
  try {
    await context.database.transaction(async (tx) => {
      await tx.$queryRaw(sql`/* updateAccount: what is decided on does not change until it is written */
        SELECT 1 AS "locked" FROM "Account" WHERE "id" = ${id} FOR UPDATE`);
      const account = await tx.account.findUnique({ where: { id } });
      if (!account || (account.id !== caller.id && account.masterId !== caller.id)) throw notFound("Account", id);
      const { email, custom, ...names } = validate("Account", schema, input);
      const readdressed = email !== undefined && emailKey(email) !== account.emailKey;
      await tx.account.update({
        where: { id },
        data: {
          ...given(names),
          ...(custom === undefined ? {} : { custom: custom ?? {} }),
          ...(email === undefined ? {} : { email, emailKey: emailKey(email) }),
          ...(readdressed ? { emailVerified: false } : {}),
        },
      });
      await audit(tx, context, {
        action: "account.update",
        organizationId: null,
        objectType: "Account",
        objectId: id,
        ...(readdressed ? { from: { email: account.email }, to: { email } } : {}),
      });
    });
  } catch (error) {
    throw emailTaken(error);
  }
}
