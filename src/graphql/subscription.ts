import { readSubscription, type Subscription } from "../domain/organization/subscription.js";
import { builder } from "./builder.js";
import { Organization } from "./organization.js";

const Status = builder.enumType("SubscriptionStatus", {
  description: "Whether a licence goes on.",
  values: {
    ACTIVE: { value: "active", description: "The organization is active: its licence goes on month by month." },
    INACTIVE: { value: "inactive", description: "The organization is deactivated: its licence ends with the month." },
  } as const,
});

// Not "Subscription", which is the root of what is listened to.
const SubscriptionType = builder.objectRef<Subscription>("OrganizationSubscription").implement({
  description: "Until when an organization is licensed: in whole months, in UTC, from the moment of its activation.",
  fields: (t) => ({
    organizationId: t.exposeString("organizationId", {
      nullable: false,
      description: "The organization, by the id that REST uses.",
    }),
    status: t.field({
      type: Status,
      nullable: false,
      description: "Whether it goes on.",
      resolve: ({ status }) => status,
    }),
    activatedAt: t.expose("activatedAt", {
      type: "DateTime",
      nullable: false,
      description: "When the organization was last activated, from which months are counted.",
    }),
    currentPeriodStart: t.expose("currentPeriodStart", {
      type: "DateTime",
      nullable: false,
      description: "When the running month began; the last one of an inactive organization.",
    }),
    currentPeriodEnd: t.expose("currentPeriodEnd", {
      type: "DateTime",
      nullable: false,
      description: "When that month is over.",
    }),
    licensedUntil: t.expose("licensedUntil", {
      type: "DateTime",
      nullable: false,
      description: "Until when the organization is licensed.",
    }),
  }),
});

builder.prismaObjectField(Organization, "subscription", (t) =>
  t.field({
    type: SubscriptionType,
    nullable: true,
    description: "Until when it is licensed. For admins: others are refused, and invitees see null.",
    resolve: ({ id, viewerRole }, _args, context) => (viewerRole ? readSubscription(context, id) : null),
  }),
);
