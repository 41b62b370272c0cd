import { createAccessToken, liveAccessTokens, logOut, revokeAccessToken } from "../domain/account/access-tokens.js";
import { logIn } from "../domain/account/log-in.js";
import { signUp } from "../domain/account/sign-up.js";
import type { IssuedToken } from "../domain/account/token.js";
import { updateAccount } from "../domain/account/update-account.js";
import { type AccountView, readOwnAccount } from "../domain/account/queries.js";
import { type Context, refuseBadToken, requireCaller } from "../domain/context.js";
import { invalid } from "../domain/errors.js";
import { accountOrganizationsOfAccount } from "../domain/membership/queries.js";
import { organizationsOfAccount } from "../domain/organization/queries.js";
import {
  AccountOrganization,
  AccountOrganizationConnection,
  AccountOrganizationOrder,
  AccountOrganizationWhere,
} from "./account-organization.js";
import { builder } from "./builder.js";
import { connection } from "./connection.js";
import { Status } from "./enums.js";
import { databaseId, globalId } from "./ids.js";
import { charged } from "./json-size.js";
import { mutation, type PayloadFields } from "./mutation.js";
import { Organization, OrganizationConnection, OrganizationOrder, OrganizationWhere } from "./organization.js";

const own = "Shown to the account itself and its master.";

export const Account = builder.prismaObject("Account", {
  description:
    "A person or program that signs in. Other people's accounts show their id, e-mail address and names only.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "The global id, such as `Account:5f0c1ad0aa00000000c0de01`.",
      resolve: (account) => globalId("Account", account.id),
    }),
    databaseId: t.exposeString("id", { nullable: false, description: "The id that REST uses: 24 hex characters." }),
    email: t.expose("email", {
      type: "EmailAddress",
      nullable: false,
      description: "The address by which it signs in.",
    }),
    firstname: t.exposeString("firstname", { description: "The given name." }),
    lastname: t.exposeString("lastname", { description: "The family name." }),
    label: t.exposeString("label", { description: `A name for the account itself, such as a program's. ${own}` }),
    taxNumber: t.exposeString("taxNumber", { description: `The person's tax number. ${own}` }),
    locale: t.expose("locale", { type: "Locale", description: `The language that the person reads. ${own}` }),
    emailVerified: t.exposeBoolean("emailVerified", {
      description: `Whether the address was shown to be its own. ${own}`,
    }),
    custom: t.field({
      type: "JSONObject",
      description: `The integrator's own data. ${own}`,
      resolve: ({ custom }, _args, context) => charged(custom, context),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: `When it was made. ${own}` }),
    updatedAt: t.expose("updatedAt", { type: "DateTime", description: `When it was last changed. ${own}` }),
  }),
});

type ShownToken = Omit<IssuedToken, "token"> & { token: string | null };

export const AccessToken = builder.objectRef<ShownToken>("AccessToken").implement({
  description: "What a client sends in the Authorization header to be recognised.",
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "The global id of its handle: by this it is revoked.",
      resolve: (token) => globalId("AccessToken", token.handle),
    }),
    handle: t.exposeString("handle", {
      nullable: false,
      description: "Names the token without being of use to a thief.",
    }),
    token: t.exposeString("token", { description: "The secret itself, shown when it is made and never again." }),
    ttl: t.exposeInt("ttl", { nullable: false, description: "Its life in seconds; -1 for ever." }),
    createdAt: t.expose("createdAt", { type: "DateTime", nullable: false, description: "When it was made." }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "When it ends; null for never." }),
  }),
});

builder.prismaObjectFields(Account, (t) => ({
  master: t.field({
    type: Account,
    description: `The account that made this one as its child; null for a top-level account. ${own}`,
    resolve: (account, _args, context) => (account.masterId ? context.loaders.account.load(account.masterId) : null),
  }),
  organizations: t.connection(
    {
      type: Organization,
      nullable: true,
      description: `The organizations of which it is an active member. ${own}`,
      args: {
        where: t.arg({ type: OrganizationWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [OrganizationOrder], description: "In which order; by id where not given." }),
      },
      resolve: (account, args, context) =>
        connection(context, { list: organizationsOfAccount, parent: account.id, type: "Organization" }, args),
    },
    OrganizationConnection,
  ),
  accountOrganizations: t.connection(
    {
      type: AccountOrganization,
      nullable: true,
      description: `Its own memberships and invitations, in every state where none is named. ${own}`,
      args: {
        status: t.arg({ type: Status, description: "Only those in this state." }),
        where: t.arg({ type: AccountOrganizationWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [AccountOrganizationOrder], description: "In which order; by id where not given." }),
      },
      resolve: (account, args, context) =>
        connection(
          context,
          {
            list: accountOrganizationsOfAccount,
            parent: account.id,
            type: "AccountOrganization",
            extra: args.status
              ? { kind: "compare", property: "status", operator: "eq", value: args.status }
              : undefined,
          },
          args,
        ),
    },
    AccountOrganizationConnection,
  ),
  accessTokens: t.field({
    type: [AccessToken],
    nullable: { list: true, items: false },
    description: "The caller's own tokens that still live, newest first, 100 at most; null for every other account.",
    resolve: async (account, _args, context) => {
      if (account.id !== context.caller?.id) return null;
      const tokens = await liveAccessTokens(context, account.id);
      return tokens.map(({ id, ...token }) => ({ ...token, handle: id, token: null }));
    },
  }),
}));

builder.queryField("viewer", (t) =>
  t.field({
    type: Account,
    description: "The account that the token speaks for; null without a token.",
    resolve: (_root, _args, context) => {
      refuseBadToken(context);
      return context.caller ? context.loaders.account.load(context.caller.id) : null;
    },
  }),
);

interface SignedIn {
  account: AccountView | null;
  accessToken: IssuedToken;
}

export const signedIn: PayloadFields<SignedIn> = (t) => ({
  account: t.field({
    type: Account,
    description: "The account; null where refused.",
    resolve: (answer) => answer.result?.account ?? null,
  }),
  accessToken: t.field({
    type: AccessToken,
    description: "A token for it; null where refused.",
    resolve: (answer) => answer.result?.accessToken ?? null,
  }),
});

export const success: PayloadFields<true> = (t) => ({
  success: t.boolean({
    nullable: false,
    description: "Whether it was done.",
    resolve: (answer) => answer.result ?? false,
  }),
});

/** The account that a new token speaks for, read with that account's own eyes. */
export async function asItself(
  context: Context,
  done: { accountId: string; accessToken: IssuedToken },
): Promise<SignedIn> {
  return { account: await readOwnAccount(context, done.accountId), accessToken: done.accessToken };
}

mutation("signUp", {
  description: "Makes an account. With a token in the request, a child account of the token's account.",
  input: (t) => ({
    email: t.field({ type: "EmailAddress", required: true, description: "The address by which it signs in." }),
    password: t.string({ required: true, description: "8 characters at least." }),
    firstname: t.string({ description: "The given name." }),
    lastname: t.string({ description: "The family name." }),
    label: t.string({ description: "A name for the account itself." }),
    taxNumber: t.string({ description: "The person's tax number." }),
    locale: t.field({ type: "Locale", description: "The language that the person reads." }),
    custom: t.field({ type: "JSONObject", description: "The integrator's own data." }),
  }),
  payload: signedIn,
  run: async (input, context) => asItself(context, await signUp(context, input)),
});

mutation("logIn", {
  description: "Answers a token for who knows the password.",
  input: (t) => ({
    email: t.string({ required: true, description: "The address." }),
    password: t.string({ required: true, description: "The password." }),
    ttl: t.int({ description: "The token's life in seconds: 15552000 by default, 31556926 at most, -1 for ever." }),
  }),
  payload: signedIn,
  run: async (input, context) => asItself(context, await logIn(context, input)),
});

mutation("logOut", {
  description: "Ends the token of this request.",
  input: (t) => ({
    clientMutationId: t.string({ description: "Not used: an input has at least one field." }),
  }),
  payload: success,
  run: async (_input, context) => {
    await logOut(context);
    return true as const;
  },
});

mutation("updateAccount", {
  description: "Changes what is given of the caller's account or one of its child accounts; null clears.",
  input: (t) => ({
    id: t.id({ description: "The account; the caller's own where not given." }),
    email: t.field({ type: "EmailAddress", description: "Another address, to be verified anew." }),
    firstname: t.string({ description: "The given name." }),
    lastname: t.string({ description: "The family name." }),
    label: t.string({ description: "A name for the account itself." }),
    taxNumber: t.string({ description: "The person's tax number." }),
    locale: t.field({ type: "Locale", description: "The language that the person reads." }),
    custom: t.field({ type: "JSONObject", description: "The integrator's own data, replaced as a whole." }),
  }),
  payload: ((t) => ({
    account: t.field({
      type: Account,
      description: "The account as it is now; null where refused.",
      resolve: (answer) => answer.result,
    }),
  })) satisfies PayloadFields<AccountView | null>,
  run: async ({ id, ...input }, context) => {
    const account = id == null ? requireCaller(context).id : databaseId(id, "Account", "id");
    await updateAccount(context, account, input);
    return context.loaders.account.load(account);
  },
});

mutation("createAccessToken", {
  description: "Makes a further token for the caller, such as one for a program.",
  input: (t) => ({
    ttl: t.int({ description: "Its life in seconds: 15552000 by default, 31556926 at most, -1 for ever." }),
  }),
  payload: ((t) => ({
    accessToken: t.field({
      type: AccessToken,
      description: "The token with its secret; null where refused.",
      resolve: (answer) => answer.result,
    }),
  })) satisfies PayloadFields<IssuedToken>,
  run: async (input, context) => createAccessToken(context, requireCaller(context).id, input),
});

mutation("revokeAccessToken", {
  description: "Ends one of the caller's tokens, named by its id or by itself.",
  input: (t) => ({
    id: t.id({ description: "The token's id, in either form." }),
    token: t.string({ description: "The token itself, instead of its id." }),
  }),
  payload: success,
  run: async ({ id, token }, context) => {
    if ((id == null) === (token == null)) throw invalid('Give either "id" or "token".');
    const account = requireCaller(context).id;
    await revokeAccessToken(context, account, id == null ? (token ?? "") : databaseId(id, "AccessToken", "id"));
    return true as const;
  },
});
