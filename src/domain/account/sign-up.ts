import { z } from "zod";
import { violatedConstraint } from "../../database/errors.js";
import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { audit } from "../audit.js";
import { type Context, refuseBadToken } from "../context.js";
import { taken } from "../errors.js";
import { nulls } from "../nulls.js";
import { validateUnique } from "../validate-unique.js";
import { emailAddress, emailKey, jsonObject, optionalText } from "../validate.js";
import { verifyNewAddress } from "./mail-account.js";
import { hashPassword, password } from "./password.js";
import { type IssuedToken, issueToken } from "./token.js";

export const profile = {
  firstname: optionalText(),
  lastname: optionalText(),
  label: optionalText(),
  taxNumber: optionalText(),
  locale: optionalText(),
  custom: jsonObject(),
};

const schema = z.object({ email: emailAddress(), password: password(), ...profile });

/**
 * Makes an account. With a caller it is the caller's child: its master is the caller's master, or the caller. Its
 * address is not verified, so invitations to it stay unseen until it is; a mail asks for that. Answers the account's id.
 * Errors: VALIDATION_FAILED (a taken address included), UNAUTHENTICATED for a token that is not good.
 */
export const createAccount = (context: Context, input: unknown): Promise<string> =>
  create(context, input, async (_tx, accountId) => accountId);

/** Makes an account and a token for it, at once. Errors: createAccount's. */
export const signUp = (context: Context, input: unknown): Promise<{ accountId: string; accessToken: IssuedToken }> =>
  create(context, input, async (tx, accountId) => ({
    accountId,
    accessToken: await issueToken(tx, accountId, undefined),
  }));

async function create<Result>(
  context: Context,
  input: unknown,
  finish: (tx: Transaction, accountId: string) => Promise<Result>,
): Promise<Result> {
  refuseBadToken(context);
  const { caller, database } = context;
  const { email, password, custom, ...names } = await validateUnique(
    "Account",
    schema,
    input,
    "email",
    hasAccount(database.prisma),
  );
  const passwordHash = await hashPassword(password);
  const id = newId();
  try {
    return await database.transaction(async (tx) => {
      const account = await tx.account.create({
        data: {
          id,
          email,
          emailKey: emailKey(email),
          passwordHash,
          ...nulls(names),
          custom: custom ?? {},
          masterId: caller ? (caller.masterId ?? caller.id) : null,
        },
      });
      const event = await audit(tx, context, {
        action: "account.signUp",
        organizationId: null,
        objectType: "Account",
        objectId: id,
        actorId: caller?.id ?? id,
        to: { email },
      });
      await verifyNewAddress(tx, account, "sign-up", event);
      return finish(tx, id);
    });
  } catch (error) {
    throw emailTaken(error);
  }
}

/** Whether an account has the address, in any letter case; `own`, where given, is not looked at. */
export const hasAccount =
  (database: Pick<Transaction, "account">, own?: string) =>
  async (email: string): Promise<boolean> => {
    const found = await database.account.findUnique({ where: { emailKey: emailKey(email) }, select: { id: true } });
    return found !== null && found.id !== own;
  };

/** The refusal for an address that another account has, or the error itself. */
export const emailTaken = (error: unknown): unknown =>
  violatedConstraint(error) === "Account_emailKey_key" ? taken("Account", "email") : error;
