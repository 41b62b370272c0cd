import { sql } from "../../database/sql.js";
import type { Caller, Context } from "../context.js";
import { emailKey } from "../validate.js";

/**
 * The account that has the address, as one that calls: for commands, in which the operator of the installation acts as
 * somebody, with no more rights than that account has. Null where no account has the address.
 */
export async function operatorCaller({ database }: Context, email: string): Promise<Caller | null> {
  const [account] = await database.read<Omit<Caller, "tokenHandle">>(sql`
    /* operatorCaller: the account of an address */
    SELECT a."id", a."email", a."emailVerified", a."masterId" FROM "Account" a WHERE a."emailKey" = ${emailKey(email)}`);
  return account ? { ...account, tokenHandle: "" } : null;
}
