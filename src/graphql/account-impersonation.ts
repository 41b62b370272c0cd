import { impersonate } from "../domain/account/impersonate.js";
import { asItself, signedIn } from "./account.js";
import { databaseId } from "./ids.js";
import { mutation } from "./mutation.js";

mutation("impersonateAccount", {
  description: "Answers a token of one of the caller's child accounts, named by its id or its address.",
  input: (t) => ({
    id: t.id({ description: "The child account." }),
    email: t.string({ description: "Its address, instead of its id." }),
    ttl: t.int({ description: "The token's life in seconds: 15552000 by default, 31556926 at most, -1 for ever." }),
  }),
  payload: signedIn,
  run: async ({ id, ...input }, context) => {
    const account = id == null ? null : databaseId(id, "Account", "id");
    return asItself(context, await impersonate(context, { ...input, id: account }));
  },
});
