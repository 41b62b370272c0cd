import { z } from "zod";
import { violatedConstraint } from "../../database/errors.js";
import { newId } from "../../database/ids.js";
import { audit } from "../audit.js";
import { type Context, refuseBadToken } from "../context.js";
import { taken } from "../errors.js";
import { nulls } from "../nulls.js";
import { emailAddress, emailKey, jsonObject, optionalText, validate } from "../validate.js";
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
 * Makes an account, and a token for it. With a caller it is the caller's child: its master is the caller's master, or
 * the caller. Its address is not verified, so invitations to it stay unseen until it is.
 * Errors: VALIDATION_FAILED (a taken address included), UNAUTHENTICATED for a token that is not good.
 */
export async function signUp(
  context: Context,
  input: unknown,
): Promise<{ accountId: string; accessToken: IssuedToken }> {
  refuseBadToken(context);
  const { email, password, custom, ...names } = validate("Account", schema, input);
  const { caller } = context;
  const passwordHash = await hashPassword(password);
  const id = newId();
  try {
    return await context.database.transaction(async (tx) => {
      await tx.account.create({
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
      await audit(tx, context, {
        action: "account.signUp",
        organizationId: null,
        objectType: "Account",
        objectId: id,
        actorId: caller?.id ?? id,
        to: { email },
      });
      return { accountId: id, accessToken: await issueToken(tx, id, undefined) };
    });
  } catch (error) {
    throw emailTaken(error);
  }
}

/** The refusal for an address that another account has, or the error itself. */
export const emailTaken = (error: unknown): unknown =>
  violatedConstraint(error) === "Account_emailKey_key" ? taken("Account", "email") : error;
