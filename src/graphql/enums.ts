import { builder } from "./builder.js";

export const Role = builder.enumType("Role", {
  description: "What a member may do in an organization.",
  values: {
    ADMIN: { value: "admin", description: "Everything: changes the organization and manages its members." },
    DEFAULT: { value: "default", description: "Reads everything, and changes categories, documents and payments." },
    READONLY: { value: "readonly", description: "Reads everything." },
  } as const,
});

export const Status = builder.enumType("AccountOrganizationStatus", {
  description: "The state of a membership or invitation.",
  values: {
    PENDING: { description: "Invited, and not answered yet." },
    ACTIVE: { description: "A member." },
    REJECTED: { description: "Invited, and declined." },
    DISABLED: { description: "A member whose access is switched off." },
    EXPIRED: { description: "Invited more than seven days ago, and not answered." },
  },
});

export const SortDirection = builder.enumType("SortDirection", {
  description: "Which end of an order comes first.",
  values: {
    ASC: { value: "asc", description: "Small to large, early to late; rows without a value first." },
    DESC: { value: "desc", description: "Large to small, late to early; rows without a value last." },
  } as const,
});
