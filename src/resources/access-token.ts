import type { Resource } from "./resource.js";
import { always, createdAt, id, list, number, ownId, readOnly } from "./properties.js";

/** Its id is the handle by which it is ended, not what is sent as the token. */
export const accessToken: Resource = {
  model: "AccessToken",
  description: "A token that is alive, by its handle.",
  properties: {
    id: { ...ownId, description: "The handle by which it is ended." },
    ttl: number("Life time in seconds; -1: it never ends.", { ...always, example: 15552000 }),
    created: { ...createdAt, from: "createdAt" },
    userId: id("The account that it belongs to.", { from: "accountId", ...always }),
    scopes: list("null: it may do all.", { filterable: false, ...readOnly }),
  },
  relations: {},
};
