import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyEmail } from "../../src/domain/account/verify-email.js";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, freshEmail, password, type World, world } from "../support/world.js";
import { userErrorsOf } from "./support/answers.js";

const title = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
const change = (name: string, selection = "accountOrganization { status role active disabled rejected }") =>
  `mutation ($input: ${title(name)}!) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`;

describe("an invitation through the door", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let organization: string;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    organization = await scene.organization(owner, { name: "Čebelar" });
  });
  afterAll(() => app.close());

  const act = (who: Actor | string, name: string, input: Record<string, unknown>) =>
    app.graphql(who, change(name), { input });
  const row = (
    status: string,
    role: string,
    flags: Partial<Record<"active" | "disabled" | "rejected", boolean>> = {},
  ) => ({
    accountOrganization: { status, role, active: false, disabled: false, rejected: false, ...flags },
    userErrors: [],
  });
  const codesOf = async (who: Actor, name: string, input: Record<string, unknown>) =>
    userErrorsOf(await act(who, name, input)).map(({ code }) => code);

  it("to an address waits until a newcomer has verified it, and makes it a member once it accepts", async () => {
    const email = freshEmail();
    const invited = await app.graphql(
      owner,
      change(
        "inviteAccount",
        "accountOrganization { id status role invitationEmail account { id } inviter { email } }",
      ),
      { input: { organizationId: organization, email: email.toUpperCase(), role: "READONLY" } },
    );
    const id = invited.text("inviteAccount.accountOrganization.id");
    expect(invited.body).toEqual({
      data: {
        inviteAccount: {
          accountOrganization: {
            id,
            status: "PENDING",
            role: "READONLY",
            invitationEmail: email,
            account: null,
            inviter: { email: owner.email },
          },
          userErrors: [],
        },
      },
    });

    const joined = await app.graphql(
      null,
      "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken { token } } }",
      {
        input: { email, password },
      },
    );
    const token = joined.text("signUp.accessToken.token");
    const mine =
      "{ viewer { accountOrganizations(status: PENDING) { edges { node { id organization { name city viewerRole } } } } } }";
    const none = { data: { viewer: { accountOrganizations: { edges: [] } } } };
    expect((await app.graphql(token, mine)).body).toEqual(none);
    expect(userErrorsOf(await act(token, "acceptInvitation", { id }))).toEqual([
      {
        code: "EMAIL_NOT_VERIFIED",
        message: "Verify your e-mail address before you answer its invitations.",
        field: null,
      },
    ]);

    await verifyEmail(await scene.contextOf(null), email);
    expect((await app.graphql(token, mine)).body).toEqual({
      data: {
        viewer: {
          accountOrganizations: {
            edges: [{ node: { id, organization: { name: "Čebelar", city: null, viewerRole: null } } }],
          },
        },
      },
    });
    expect((await act(token, "acceptInvitation", { id })).data).toEqual({
      acceptInvitation: row("ACTIVE", "READONLY", { active: true }),
    });
    expect((await act(token, "acceptInvitation", { id })).data).toEqual({
      acceptInvitation: row("ACTIVE", "READONLY", { active: true }),
    });
    expect((await app.graphql(token, mine)).body).toEqual(none);
    const read = await app.graphql(token, "query ($id: ID!) { organization(id: $id) { name viewerRole } }", {
      id: organization,
    });
    expect(read.body).toEqual({ data: { organization: { name: "Čebelar", viewerRole: "READONLY" } } });
  });

  it("declined can be sent again, and the member's role and access change from the next request on", async () => {
    const guest = await scene.account();
    const id = await scene.invite(organization, owner, guest);
    expect((await act(guest, "rejectInvitation", { id })).data).toEqual({
      rejectInvitation: row("REJECTED", "DEFAULT", { rejected: true }),
    });
    expect((await act(owner, "inviteAccount", { organizationId: organization, accountId: guest.id })).data).toEqual({
      inviteAccount: row("PENDING", "DEFAULT"),
    });
    expect((await act(owner, "resendInvitation", { id })).data).toEqual({
      resendInvitation: row("PENDING", "DEFAULT"),
    });
    expect((await act(owner, "changeRole", { id, role: "READONLY" })).data).toEqual({
      changeRole: row("PENDING", "READONLY"),
    });
    await act(guest, "acceptInvitation", { id });

    const role = async () => {
      const answer = await app.graphql(guest, "query ($id: ID!) { organization(id: $id) { viewerRole } }", {
        id: organization,
      });
      return answer.data;
    };
    expect(await role()).toEqual({ organization: { viewerRole: "READONLY" } });
    await act(owner, "changeRole", { id, role: "ADMIN" });
    expect(await role()).toEqual({ organization: { viewerRole: "ADMIN" } });
    expect((await act(owner, "disableAccess", { id })).data).toEqual({
      disableAccess: row("DISABLED", "ADMIN", { active: true, disabled: true }),
    });
    expect(await role()).toEqual({ organization: null });
    expect((await act(owner, "enableAccess", { id })).data).toEqual({
      enableAccess: row("ACTIVE", "ADMIN", { active: true }),
    });
    expect(await role()).toEqual({ organization: { viewerRole: "ADMIN" } });

    const left = await app.graphql(guest, change("removeAccess", "deletedId"), { input: { id } });
    expect(left.data).toEqual({ removeAccess: { deletedId: `AccountOrganization:${id}`, userErrors: [] } });
    expect(await role()).toEqual({ organization: null });
  });

  it("to a child account may skip the confirmation", async () => {
    const child = await scene.account({ master: owner });
    const answer = await act(owner, "inviteAccount", {
      organizationId: organization,
      accountId: child.id,
      requireConfirmation: false,
      sendEmail: false,
    });
    expect(answer.data).toEqual({ inviteAccount: row("ACTIVE", "DEFAULT", { active: true }) });
  });

  it("is refused with what can be mended, and answers no object then", async () => {
    const invite = (input: Record<string, unknown>) =>
      act(owner, "inviteAccount", { organizationId: organization, ...input });
    expect((await invite({})).data).toEqual({
      inviteAccount: {
        accountOrganization: null,
        userErrors: [
          { code: "VALIDATION_FAILED", message: "accountId or email must be given", field: ["accountId"] },
          { code: "VALIDATION_FAILED", message: "email or accountId must be given", field: ["email"] },
        ],
      },
    });
    expect(userErrorsOf(await invite({ email: freshEmail(), sendEmail: false }))).toEqual([
      {
        code: "VALIDATION_FAILED",
        message: "sendEmail can be false only where no confirmation is required",
        field: ["sendEmail"],
      },
    ]);
    expect(userErrorsOf(await invite({ email: owner.email }))).toEqual([
      { code: "ALREADY_MEMBER", message: "This account belongs to the organization already.", field: null },
    ]);
    const stranger = await scene.account();
    expect(
      userErrorsOf(await invite({ accountId: stranger.id, requireConfirmation: false })).map(({ code }) => code),
    ).toEqual(["CONFIRMATION_REQUIRED"]);
  });

  it("is refused by the state that it is in", async () => {
    const rejected = await scene.member(organization, owner, "default", "rejected");
    const expired = await scene.member(organization, owner, "default", "expired");
    const pending = await scene.member(organization, owner, "default", "pending");
    const active = await scene.member(organization, owner, "default");
    const { membershipId: rejectedId } = rejected;
    expect(await codesOf(rejected.actor, "acceptInvitation", { id: rejectedId })).toEqual(["INVITATION_NOT_PENDING"]);
    expect(await codesOf(active.actor, "rejectInvitation", { id: active.membershipId })).toEqual([
      "INVITATION_NOT_PENDING",
    ]);
    expect(await codesOf(expired.actor, "acceptInvitation", { id: expired.membershipId })).toEqual([
      "INVITATION_EXPIRED",
    ]);
    expect(await codesOf(expired.actor, "rejectInvitation", { id: expired.membershipId })).toEqual([
      "INVITATION_EXPIRED",
    ]);
    expect(await codesOf(owner, "resendInvitation", { id: rejectedId })).toEqual(["INVITATION_NOT_PENDING"]);
    expect(await codesOf(owner, "changeRole", { id: rejectedId, role: "ADMIN" })).toEqual(["INVITATION_NOT_PENDING"]);
    expect(await codesOf(owner, "disableAccess", { id: pending.membershipId })).toEqual(["MEMBERSHIP_NOT_ACTIVE"]);
    expect(await codesOf(owner, "enableAccess", { id: pending.membershipId })).toEqual(["MEMBERSHIP_NOT_ACTIVE"]);
  });

  it("leaves an organization with an admin, and changes nothing in a deactivated one", async () => {
    const place = await scene.organization(owner);
    const guest = await scene.account();
    const invitation = await scene.invite(place, owner, guest);
    const mine = await app.graphql(
      owner,
      "query ($id: ID!) { organization(id: $id) { accountOrganizations(first: 1) { edges { node { id } } } } }",
      {
        id: place,
      },
    );
    const [edge] = (mine.data as { organization: { accountOrganizations: { edges: { node: { id: string } }[] } } })
      .organization.accountOrganizations.edges;
    const id = edge?.node.id;
    const last = [{ code: "LAST_ADMIN", message: "An organization keeps at least one active admin.", field: null }];
    expect(userErrorsOf(await act(owner, "changeRole", { id, role: "DEFAULT" }))).toEqual(last);
    expect(userErrorsOf(await act(owner, "disableAccess", { id }))).toEqual(last);
    expect(userErrorsOf(await app.graphql(owner, change("removeAccess", "deletedId"), { input: { id } }))).toEqual(
      last,
    );

    await scene.deactivate(owner, place);
    expect(await codesOf(guest, "acceptInvitation", { id: invitation })).toEqual(["ORGANIZATION_INACTIVE"]);
    expect(await codesOf(owner, "inviteAccount", { organizationId: place, email: freshEmail() })).toEqual([
      "ORGANIZATION_INACTIVE",
    ]);
    expect((await act(guest, "rejectInvitation", { id: invitation })).data).toEqual({
      rejectInvitation: row("REJECTED", "DEFAULT", { rejected: true }),
    });
  });

  it("is sent three times in ten minutes to one address, over all organizations, and then RATE_LIMITED with Retry-After", async () => {
    const email = freshEmail();
    for (const place of [organization, organization, await scene.organization(owner)]) {
      expect(await codesOf(owner, "inviteAccount", { organizationId: place, email })).toEqual([]);
    }
    const refused = await act(owner, "inviteAccount", { organizationId: organization, email });
    expect([refused.codes(), refused.errors?.[0]?.message]).toEqual([
      ["RATE_LIMITED"],
      "Too many invitations were sent to this address. Try again later.",
    ]);
    const seconds = Number(refused.headers["retry-after"]);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(600);
  });
});
