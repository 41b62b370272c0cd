import { z } from "zod";
import { audit } from "../audit.js";
import { type Context, requireCaller } from "../context.js";
import { DomainError } from "../errors.js";
import { mailNotice } from "../mail/account-notice.js";
import { validate } from "../validate.js";
import { lockAccount, stillSignedIn } from "./own-account.js";
import { hashPassword, password, passwordFits } from "./password.js";
import { setPassword } from "./set-password.js";

const schema = z.object({ oldPassword: z.string().min(1), newPassword: password() });

/**
 * Gives the caller another password, and ends its other tokens; the one that came with the request goes on.
 * Its address is told by a mail, where it is verified: nobody fills a stranger's mailbox with an account made in that name.
 * Errors: UNAUTHENTICATED, VALIDATION_FAILED, INVALID_PASSWORD for a wrong present one, UNAVAILABLE where many wait.
 */
export async function changePassword(context: Context, input: unknown): Promise<void> {
  const caller = requireCaller(context);
  const { oldPassword, newPassword } = validate("Account", schema, input);
  const stored = await context.database.prisma.account.findUnique({
    where: { id: caller.id },
    select: { passwordHash: true },
  });
  if (!(await passwordFits(stored?.passwordHash, oldPassword))) throw invalidPassword();
  const passwordHash = await hashPassword(newPassword);
  await context.database.transaction(async (tx) => {
    const account = await lockAccount(tx, caller.id);
    await stillSignedIn(tx, caller);
    // Another change came first: the old password is not the present one any more.
    if (!account || account.passwordHash !== stored?.passwordHash) throw invalidPassword();
    await setPassword(tx, caller.id, passwordHash, caller.tokenHandle);
    const event = await audit(tx, context, {
      action: "account.changePassword",
      organizationId: null,
      objectType: "Account",
      objectId: caller.id,
    });
    if (account.emailVerified) await mailNotice(tx, "password-changed", account, event);
  });
}

const invalidPassword = (): DomainError => new DomainError("INVALID_PASSWORD", "The present password is not right.");
