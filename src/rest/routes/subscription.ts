import { readSubscription } from "../../domain/organization/subscription.js";
import type { JsonSchema } from "../argument.js";
import { route } from "../route.js";

const instant = (description: string): JsonSchema => ({
  type: "string",
  format: "date-time",
  description,
  examples: ["2020-04-18T07:59:37.938Z"],
});

const properties = {
  organizationId: { type: "string", pattern: "^[0-9a-f]{24}$", description: "The organization." },
  status: { enum: ["active", "inactive"], description: "Whether the organization is active." },
  activatedAt: instant("When it was last activated, from which months are counted."),
  currentPeriodStart: instant("When the running month began; the last one of an inactive organization."),
  currentPeriodEnd: instant("When that month is over."),
  licensedUntil: instant("Until when the organization is licensed."),
};

export const subscriptionRoutes = [
  route({
    method: "GET",
    path: "/Organizations/:id/subscription",
    tag: "Organizations",
    summary: "Until when an organization is licensed",
    description: "For admins. A licence is counted in whole months, in UTC, from the moment of activation.",
    answers: {
      kind: "schema",
      description: "The licence.",
      schema: { type: "object", required: Object.keys(properties), properties, additionalProperties: false },
    },
    run: async ({ context, params: { id = "" } }) => ({ body: await readSubscription(context, id) }),
  }),
];
