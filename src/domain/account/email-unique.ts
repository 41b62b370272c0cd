import { z } from "zod";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { emailKey, requiredText, validate } from "../validate.js";

const schema = z.object({ email: requiredText() });

/**
 * Whether no account has the address, whatever its letter case. Asks for no token: signing up would tell the same.
 * Errors: VALIDATION_FAILED where there is none.
 */
export async function isEmailUnique(context: Context, email: unknown): Promise<boolean> {
  const address = validate("Account", schema, { email }).email;
  const [found] = await context.database.read(sql`/* isEmailUnique: as it is compared */
    SELECT 1 FROM "Account" WHERE "emailKey" = ${emailKey(address)}`);
  return found === undefined;
}
