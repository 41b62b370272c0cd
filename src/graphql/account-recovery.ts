import { changePassword } from "../domain/account/change-password.js";
import { requestPasswordReset } from "../domain/account/request-password-reset.js";
import { resetPassword } from "../domain/account/reset-password.js";
import { sendVerification } from "../domain/account/send-verification.js";
import { verifyEmailByToken } from "../domain/account/verify-email.js";
import { requireCaller } from "../domain/context.js";
import { success } from "./account.js";
import { databaseId } from "./ids.js";
import { mutation } from "./mutation.js";

mutation("requestPasswordReset", {
  description:
    "Mails a token for another password to the account with this address. Answers the same where there is none, and where three mails went there within ten minutes and no further one does.",
  input: (t) => ({
    email: t.string({ required: true, description: "The address by which the account signs in." }),
  }),
  payload: success,
  run: async (input, context) => {
    await requestPasswordReset(context, input);
    return true as const;
  },
});

mutation("resetPassword", {
  description:
    "Sets another password with the mailed token, once. Ends every access token of the account, and verifies its address.",
  input: (t) => ({
    token: t.string({ required: true, description: "The token from the mail, good for an hour." }),
    newPassword: t.string({ required: true, description: "8 characters at least." }),
  }),
  payload: success,
  run: async (input, context) => {
    await resetPassword(context, input);
    return true as const;
  },
});

mutation("changePassword", {
  description: "Gives the caller another password, and ends its other access tokens.",
  input: (t) => ({
    oldPassword: t.string({ required: true, description: "The present password." }),
    newPassword: t.string({ required: true, description: "8 characters at least." }),
  }),
  payload: success,
  run: async (input, context) => {
    await changePassword(context, input);
    return true as const;
  },
});

mutation("sendVerification", {
  description:
    "Mails a token by which an account's address is verified: three times within ten minutes at most. Nothing is sent where it is verified already.",
  input: (t) => ({
    accountId: t.id({ description: "The caller's account or one of its child accounts; its own where not given." }),
  }),
  payload: success,
  run: async ({ accountId }, context) => {
    const account = accountId == null ? requireCaller(context).id : databaseId(accountId, "Account", "accountId");
    await sendVerification(context, account);
    return true as const;
  },
});

mutation("verifyEmail", {
  description: "Verifies the address to which the token was mailed, once, and shows the account its invitations.",
  input: (t) => ({
    token: t.string({ required: true, description: "The token from the mail, good for seven days." }),
  }),
  payload: success,
  run: async (input, context) => {
    await verifyEmailByToken(context, input);
    return true as const;
  },
});
