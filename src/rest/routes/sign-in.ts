import {
  accessTokensOfAccount,
  createAccessToken,
  logOut,
  revokeAccessToken,
} from "../../domain/account/access-tokens.js";
import { changePassword } from "../../domain/account/change-password.js";
import { impersonate } from "../../domain/account/impersonate.js";
import { logIn } from "../../domain/account/log-in.js";
import { requestPasswordReset } from "../../domain/account/request-password-reset.js";
import { resetPassword } from "../../domain/account/reset-password.js";
import { sendVerification } from "../../domain/account/send-verification.js";
import { verifyEmailByToken } from "../../domain/account/verify-email.js";
import { filterArgument, idArgument, numberArgument, textArgument } from "../argument.js";
import { listed, nothing, success } from "../reads.js";
import { accessToken } from "../../resources/access-token.js";
import { route } from "../route.js";
import { issuedToken, tokenSchema } from "../token-shape.js";

const tag = "Signing in";
const ttl = numberArgument("Life time in seconds: 180 days where none is given, a year at most; -1 never ends.", {
  schema: { example: 15552000 },
});
const email = textArgument("The address of the account.", { schema: { example: "ada@example.com" } });
const secret = { required: true, secret: true, schema: { format: "password" } };
const newPassword = textArgument("The new password, 8 characters at least.", secret);
const token = { kind: "schema", schema: tokenSchema(), description: "The token: its `id` is what is sent." } as const;
const nobody = { kind: "nothing" } as const;

export const signInRoutes = [
  route({
    method: "POST",
    path: "/Accounts/login",
    operationId: "logIn",
    tag,
    summary: "Sign in",
    public: true,
    args: {
      email: {
        ...email,
        required: true,
        missing: { code: "USERNAME_EMAIL_REQUIRED", message: "username or email is required" },
      },
      password: textArgument("The password.", { secret: true, schema: { format: "password" } }),
      ttl,
    },
    refusals: [400, 401, 422],
    answers: token,
    run: async ({ context, args }) => ({ body: issuedToken((await logIn(context, args)).accessToken) }),
  }),
  route({
    method: "POST",
    path: "/Accounts/logout",
    operationId: "logOut",
    tag,
    summary: "Sign out",
    description: "Ends the token that is sent.",
    answers: nobody,
    run: async ({ context }) => {
      await logOut(context);
      return nothing();
    },
  }),
  route({
    method: "POST",
    path: "/Accounts/impersonate",
    operationId: "impersonate",
    tag,
    summary: "Act as a child account",
    args: { id: idArgument("The child account."), email, ttl },
    refusals: [404, 422],
    answers: token,
    run: async ({ context, args }) => ({ body: issuedToken((await impersonate(context, args)).accessToken) }),
  }),
  route({
    method: "POST",
    path: "/Accounts/change-password",
    operationId: "changePassword",
    tag,
    summary: "Change the password",
    description: "Ends the account's other tokens.",
    args: { oldPassword: textArgument("The password until now.", secret), newPassword },
    refusals: [400, 422],
    answers: nobody,
    run: async ({ context, args }) => {
      await changePassword(context, args);
      return nothing();
    },
  }),
  route({
    method: "POST",
    path: "/Accounts/reset",
    operationId: "requestPasswordReset",
    tag,
    summary: "Ask for a new password",
    description:
      "Sends a mail with a token, where an account has the address. The answer is the same where none has it.",
    public: true,
    args: { email: { ...email, required: true } },
    refusals: [400, 422],
    answers: nobody,
    run: async ({ context, args }) => {
      await requestPasswordReset(context, args);
      return nothing();
    },
  }),
  route({
    method: "POST",
    path: "/Accounts/reset-password",
    operationId: "resetPassword",
    tag,
    summary: "Set a new password with the mailed token",
    description: "The token works once. Ends all tokens of the account.",
    public: true,
    args: { token: textArgument("The token of the mail.", { required: true, secret: true }), newPassword },
    refusals: [400, 422],
    answers: nobody,
    run: async ({ context, args }) => {
      await resetPassword(context, args);
      return nothing();
    },
  }),
  route({
    method: "GET",
    path: "/Accounts/verify",
    changes: true,
    operationId: "verifyEmail",
    tag,
    summary: "Verify an address with the mailed token",
    public: true,
    args: { token: textArgument("The token of the mail.", { required: true, secret: true }) },
    refusals: [400, 422],
    answers: { kind: "success" },
    run: async ({ context, args }) => {
      await verifyEmailByToken(context, args);
      return success();
    },
  }),
  route({
    method: "POST",
    path: "/Accounts/:id/send-verification",
    operationId: "sendVerification",
    tag,
    summary: "Send the mail again that verifies the address",
    refusals: [429],
    answers: { kind: "success" },
    run: async ({ context, params: { id = "" } }) => {
      await sendVerification(context, id);
      return success();
    },
  }),
  route({
    method: "POST",
    path: "/Accounts/:id/accessTokens",
    tag,
    summary: "Make a further token",
    args: { ttl },
    refusals: [422],
    answers: { ...token, schema: tokenSchema("scopes", "handle") },
    run: async ({ context, params: { id = "" }, args }) => {
      const issued = await createAccessToken(context, id, args);
      return { body: { ...issuedToken(issued), scopes: null, handle: issued.handle } };
    },
  }),
  route({
    method: "GET",
    path: "/Accounts/:id/accessTokens",
    tag,
    summary: "The tokens that are alive",
    description: "Their `id` is the handle by which they can be ended, not the token.",
    args: { filter: filterArgument(accessToken) },
    answers: { kind: "list", resource: accessToken },
    run: async ({ context, params: { id = "" }, args }) =>
      listed(context, accessToken, { model: "Account", id }, accessTokensOfAccount, args.filter),
  }),
  route({
    method: "DELETE",
    path: "/Accounts/:id/accessTokens/:fk",
    params: { fk: "The token's handle, or the token itself." },
    tag,
    summary: "End a token",
    description: "Named by its handle or by the token itself.",
    refusals: [404],
    answers: nobody,
    run: async ({ context, params: { id = "", fk = "" } }) => {
      await revokeAccessToken(context, id, fk);
      return nothing();
    },
  }),
];
