import { acceptInvitation, rejectInvitation } from "../../domain/membership/answer-invitation.js";
import { changeRole } from "../../domain/membership/change-role.js";
import { removeAccess } from "../../domain/membership/remove-access.js";
import { resendInvitation } from "../../domain/membership/resend-invitation.js";
import { disableAccess, enableAccess } from "../../domain/membership/switch-access.js";
import type { Context } from "../../domain/context.js";
import { roles } from "../../domain/policy.js";
import { objectFilterArgument, textArgument } from "../argument.js";
import { deletion, one, success } from "../reads.js";
import { accountOrganization } from "../../resources/account-organization.js";
import { route } from "../route.js";

const tag = "AccountOrganizations";
const shown = { kind: "one", resource: accountOrganization } as const;

/** A call that changes the row of the path and answers that it did. */
const change = (
  name: string,
  summary: string,
  description: string,
  useCase: (context: Context, id: string) => Promise<void>,
) =>
  route({
    method: "POST",
    path: `/AccountOrganizations/:id/${name}`,
    tag,
    summary,
    description,
    refusals: [422],
    answers: { kind: "success" },
    run: async ({ context, params: { id = "" } }) => {
      await useCase(context, id);
      return success();
    },
  });

export const accountOrganizationRoutes = [
  route({
    method: "GET",
    path: "/AccountOrganizations/:id",
    tag,
    summary: "One membership or invitation",
    description: "For the members of its organization and its invitee.",
    args: { filter: objectFilterArgument(accountOrganization) },
    answers: shown,
    run: async ({ context, params: { id = "" }, args }) =>
      one(context, accountOrganization, id, await context.loaders.accountOrganization.load(id), args.filter),
  }),
  route({
    method: "DELETE",
    path: "/AccountOrganizations/:id",
    tag,
    summary: "Remove a member or an invitation, or leave",
    refusals: [422],
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" } }) => deletion(() => removeAccess(context, id)),
  }),
  change("accept", "Accept an invitation", "For its invitee. Accepting twice changes nothing.", acceptInvitation),
  change("reject", "Reject an invitation", "For its invitee.", rejectInvitation),
  change("enable", "Enable access", "Takes back what disabling did.", enableAccess),
  change("disable", "Disable access", "The member keeps its role and cannot use it.", disableAccess),
  route({
    method: "POST",
    path: "/AccountOrganizations/:id/change-role",
    tag,
    summary: "Change a role",
    args: {
      role: textArgument("What the member may do; `default` where it is not given.", { schema: { enum: roles } }),
    },
    refusals: [422],
    answers: { kind: "success" },
    run: async ({ context, params: { id = "" }, args }) => {
      await changeRole(context, id, { role: args.role ?? "default" });
      return success();
    },
  }),
  route({
    method: "POST",
    path: "/AccountOrganizations/:id/resend",
    tag,
    summary: "Send an invitation again",
    description: "It is open for another seven days.",
    refusals: [422, 429],
    answers: shown,
    run: async ({ context, params: { id = "" } }) => {
      await resendInvitation(context, id);
      return one(context, accountOrganization, id, await context.loaders.accountOrganization.load(id));
    },
  }),
];
