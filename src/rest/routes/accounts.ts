import { isEmailUnique } from "../../domain/account/email-unique.js";
import { readOwnAccount, requireOwnAccount } from "../../domain/account/queries.js";
import { createAccount } from "../../domain/account/sign-up.js";
import { updateAccount } from "../../domain/account/update-account.js";
import { requireCaller } from "../../domain/context.js";
import { objectFilterArgument, textArgument } from "../argument.js";
import { one } from "../reads.js";
import { account } from "../../resources/account.js";
import { route } from "../route.js";

const tag = "Accounts";
const shown = { kind: "one", resource: account } as const;

export const accountRoutes = [
  route({
    method: "POST",
    path: "/Accounts",
    tag,
    summary: "Sign up",
    description:
      "Makes an account. With a token it is a child of the token's account. A mail to its address asks to verify it.",
    public: "either",
    body: { resource: account, required: true },
    refusals: [401, 422],
    answers: shown,
    run: async ({ context, body }) => {
      const id = await createAccount(context, body);
      return one(context, account, id, await readOwnAccount(context, id));
    },
  }),
  route({
    method: "GET",
    path: "/Accounts/authorized",
    operationId: "getAuthorizedAccount",
    tag,
    summary: "The account that the token belongs to",
    args: { filter: objectFilterArgument(account) },
    answers: shown,
    run: async ({ context, args }) => {
      const { id } = requireCaller(context);
      return one(context, account, id, await requireOwnAccount(context, id), args.filter);
    },
  }),
  route({
    method: "GET",
    path: "/Accounts/is-unique",
    operationId: "isEmailUnique",
    tag,
    summary: "Whether an address is free",
    public: true,
    args: {
      email: textArgument("The address; letter case is ignored.", {
        required: true,
        schema: { example: "ada@example.com" },
      }),
    },
    refusals: [422],
    answers: {
      kind: "schema",
      description: "Whether nobody has it yet.",
      schema: {
        type: "object",
        required: ["isUnique"],
        properties: { isUnique: { type: "boolean", description: "Whether nobody has it yet.", example: true } },
        additionalProperties: false,
      },
    },
    run: async ({ context, args }) => ({ body: { isUnique: await isEmailUnique(context, args.email) } }),
  }),
  route({
    method: "GET",
    path: "/Accounts/:id",
    tag,
    summary: "One account",
    description: "The caller's own, or one of its child accounts.",
    args: { filter: objectFilterArgument(account) },
    answers: shown,
    run: async ({ context, params: { id = "" }, args }) =>
      one(context, account, id, await requireOwnAccount(context, id), args.filter),
  }),
  route({
    method: "PATCH",
    path: "/Accounts/:id",
    tag,
    summary: "Change an account",
    description: "Changes what is given. Another address has to be verified anew.",
    body: { resource: account },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => {
      await updateAccount(context, id, body);
      return one(context, account, id, await requireOwnAccount(context, id));
    },
  }),
];
