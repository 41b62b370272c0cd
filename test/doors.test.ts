import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stage, stageFor, visitors } from "./support/stage.js";
import { type TestApp, testApp } from "./support/app.js";
import { doorsOf, legacy, mutate, type Operation } from "./support/doors.js";
import { type Rest, rest } from "./support/rest.js";
import { type Actor, freshEmail, type World, world } from "./support/world.js";

/**
 * The two doors lead to one house: whoever may do something through one may do it through the other, and is told the
 * same. Verdicts are asked of both, and what is read is compared field by field.
 */

const onMembership = (mutation: string, path: string, which: (stage: Stage) => string): Operation => ({
  graphql: (stage) => mutate(mutation, `id: "${which(stage)}"`, "accountOrganization { id }"),
  rest: (stage) => ["POST", `/AccountOrganizations/${which(stage)}/${path}`],
});

const itself = (actor: Actor | null): string => actor?.id ?? "5f0c1ad0aa00000000c0de01";

const operations: Record<string, Operation> = {
  "who am I": {
    graphql: () => mutate("updateAccount", "", "account { id }"),
    rest: () => ["GET", "/Accounts/authorized"],
  },
  "change my account": {
    graphql: () => mutate("updateAccount", 'firstname: "Ada"', "account { id }"),
    rest: (_stage, actor) => ["PATCH", `/Accounts/${itself(actor)}`, { firstname: "Ada" }],
  },
  "make a token": {
    graphql: () => mutate("createAccessToken", "ttl: 60", "accessToken { handle }"),
    rest: (_stage, actor) => ["POST", `/Accounts/${itself(actor)}/accessTokens`, { ttl: 60 }],
  },
  "end a token that is not mine": {
    graphql: () => mutate("revokeAccessToken", 'id: "5f0c1ad0aa00000000c0de01"', "success"),
    rest: (_stage, actor) => ["DELETE", `/Accounts/${itself(actor)}/accessTokens/5f0c1ad0aa00000000c0de01`],
  },
  "act as a child that is not mine": {
    graphql: () => mutate("impersonateAccount", 'id: "5f0c1ad0aa00000000c0de01"', "accessToken { handle }"),
    rest: () => ["POST", "/Accounts/impersonate", { id: "5f0c1ad0aa00000000c0de01" }],
  },
  "verify with a token that was never mailed": {
    graphql: () => mutate("verifyEmail", 'token: "never mailed"', "success"),
    rest: () => ["GET", "/Accounts/verify?token=never+mailed"],
  },
  "set a password with a token that was never mailed": {
    graphql: () => mutate("resetPassword", 'token: "never mailed", newPassword: "long enough"', "success"),
    rest: () => ["POST", "/Accounts/reset-password", { token: "never mailed", newPassword: "long enough" }],
  },
  "ask for a new password": {
    graphql: () => mutate("requestPasswordReset", `email: "${freshEmail()}"`, "success"),
    rest: () => ["POST", "/Accounts/reset", { email: freshEmail() }],
  },
  "sign in with a wrong password": {
    graphql: (_stage, actor) =>
      mutate("logIn", `email: "${actor?.email ?? freshEmail()}", password: "wrong"`, "account { id }"),
    rest: (_stage, actor) => ["POST", "/Accounts/login", { email: actor?.email ?? freshEmail(), password: "wrong" }],
  },
  "ask for a verification mail": {
    graphql: () => mutate("sendVerification", "", "success"),
    rest: (_stage, actor) => ["POST", `/Accounts/${itself(actor)}/send-verification`],
  },

  "read an organization": {
    graphql: (stage) => `{ organization(id: "${stage.organization}") { id } }`,
    rest: (stage) => ["GET", `/Organizations/${stage.organization}`],
  },
  "read a deactivated organization": {
    graphql: (stage) => `{ organization(id: "${stage.deactivated}") { id } }`,
    rest: (stage) => ["GET", `/Organizations/${stage.deactivated}`],
  },
  "list its members": {
    graphql: (stage) => `{ organization(id: "${stage.organization}") { accountOrganizations { totalCount } } }`,
    rest: (stage) => ["GET", `/Organizations/${stage.organization}/accountOrganizations`],
  },
  "count its members": {
    graphql: (stage) => `{ organization(id: "${stage.organization}") { accountOrganizations { totalCount } } }`,
    rest: (stage) => ["GET", `/Organizations/${stage.organization}/accountOrganizations/count`],
  },
  "list its categories": {
    graphql: (stage) => `{ organization(id: "${stage.organization}") { categories { totalCount } } }`,
    rest: (stage) => ["GET", `/Organizations/${stage.organization}/categories`],
  },
  "count its categories": {
    graphql: (stage) => `{ organization(id: "${stage.organization}") { categories { totalCount } } }`,
    rest: (stage) => ["GET", `/Organizations/${stage.organization}/categories/count`],
  },
  "create an organization": {
    graphql: () => mutate("createOrganization", 'name: "New"', "organization { id }"),
    rest: (_stage, actor) => ["POST", `/Accounts/${itself(actor)}/organizations`, { name: "New" }],
  },
  "change an organization": {
    graphql: (stage) =>
      mutate("updateOrganization", `id: "${stage.organization}", city: "Bled"`, "organization { id }"),
    rest: (stage) => ["PATCH", `/Organizations/${stage.organization}`, { city: "Bled" }],
  },
  "change an organization under its older name": {
    graphql: (stage) =>
      mutate("updateOrganization", `id: "${stage.organization}", city: "Bled"`, "organization { id }"),
    rest: (stage) => ["PUT", `/organizations/${stage.organization}`, { city: "Bled" }],
  },
  "change a deactivated organization": {
    graphql: (stage) => mutate("updateOrganization", `id: "${stage.deactivated}", city: "Bled"`, "organization { id }"),
    rest: (stage) => ["PATCH", `/Organizations/${stage.deactivated}`, { city: "Bled" }],
  },
  "activate an organization": {
    graphql: (stage) => mutate("activateOrganization", `id: "${stage.deactivated}"`, "organization { id }"),
    rest: (stage) => ["POST", `/Organizations/${stage.deactivated}/activate`],
  },
  "deactivate an organization": {
    graphql: (stage) => mutate("deactivateOrganization", `id: "${stage.organization}"`, "organization { id }"),
    rest: (stage) => ["POST", `/Organizations/${stage.organization}/deactivate`],
  },

  "invite somebody": {
    graphql: (stage) =>
      mutate(
        "inviteAccount",
        `organizationId: "${stage.organization}", email: "${freshEmail()}"`,
        "accountOrganization { id }",
      ),
    rest: (stage) => ["POST", `/Organizations/${stage.organization}/invite`, { email: freshEmail() }],
  },
  "invite somebody to a deactivated organization": {
    graphql: (stage) =>
      mutate(
        "inviteAccount",
        `organizationId: "${stage.deactivated}", email: "${freshEmail()}"`,
        "accountOrganization { id }",
      ),
    rest: (stage) => ["POST", `/Organizations/${stage.deactivated}/invite`, { email: freshEmail() }],
  },
  "read a membership": {
    graphql: (stage) => `{ accountOrganization(id: "${stage.membership}") { id } }`,
    rest: (stage) => ["GET", `/AccountOrganizations/${stage.membership}`],
  },
  "send an invitation again": onMembership("resendInvitation", "resend", ({ invitation }) => invitation),
  "accept somebody else's invitation": onMembership("acceptInvitation", "accept", ({ invitation }) => invitation),
  "reject somebody else's invitation": onMembership("rejectInvitation", "reject", ({ invitation }) => invitation),
  "enable access": onMembership("enableAccess", "enable", ({ disabledMembership }) => disabledMembership),
  "disable access": onMembership("disableAccess", "disable", ({ membership }) => membership),
  "change a role": {
    graphql: (stage) => mutate("changeRole", `id: "${stage.membership}", role: ADMIN`, "accountOrganization { id }"),
    rest: (stage) => ["POST", `/AccountOrganizations/${stage.membership}/change-role`, { role: "admin" }],
  },
  "remove a member": {
    graphql: (stage) => mutate("removeAccess", `id: "${stage.membership}"`, "deletedId"),
    rest: (stage) => ["DELETE", `/AccountOrganizations/${stage.membership}`],
  },

  "create a category": {
    graphql: (stage) =>
      mutate("createCategory", `organizationId: "${stage.organization}", name: "N", alias: "n"`, "category { id }"),
    rest: (stage) => ["POST", `/Organizations/${stage.organization}/categories`, { name: "N", alias: "n" }],
  },
  "create a category in a deactivated organization": {
    graphql: (stage) =>
      mutate("createCategory", `organizationId: "${stage.deactivated}", name: "N", alias: "n"`, "category { id }"),
    rest: (stage) => ["POST", `/Organizations/${stage.deactivated}/categories`, { name: "N", alias: "n" }],
  },
  "read a category": {
    graphql: (stage) => `{ category(id: "${stage.category}") { id } }`,
    rest: (stage) => ["GET", `/Categories/${stage.category}`],
  },
  "change a category": {
    graphql: (stage) => mutate("updateCategory", `id: "${stage.category}", name: "N", alias: "m"`, "category { id }"),
    rest: (stage) => ["PUT", `/Categories/${stage.category}`, { name: "N", alias: "m" }],
  },
  "change a deleted category": {
    graphql: (stage) =>
      mutate("updateCategory", `id: "${stage.deletedCategory}", name: "N", alias: "m"`, "category { id }"),
    rest: (stage) => ["PUT", `/Categories/${stage.deletedCategory}`, { name: "N", alias: "m" }],
  },
  "delete a category": {
    graphql: (stage) => mutate("deleteCategory", `id: "${stage.category}"`, "category { id }"),
    rest: (stage) => ["DELETE", `/Categories/${stage.category}`],
  },
  // Last: it ends the visitor's token.
  "sign out": { graphql: () => mutate("logOut", "", "success"), rest: () => ["POST", "/Accounts/logout"] },
};

describe("both doors", () => {
  let app: TestApp;
  let scene: World;
  let send: Rest;
  let doors: ReturnType<typeof doorsOf>;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    send = rest(app);
    doors = doorsOf(app);
  });
  afterAll(() => app.close());

  describe.each(visitors)("give the same verdict to who is %s", (visitor) => {
    /** A stage on which nothing was changed. */
    let unchanged: Awaited<ReturnType<typeof stageFor>> | undefined;

    it.each(Object.entries(operations))("%s", async (_what, operation) => {
      const before = unchanged ?? (await stageFor(scene, visitor));
      unchanged = undefined;
      const asked = await doors.throughRest(operation, before.stage, before.actor);
      const [method] = operation.rest(before.stage, before.actor);
      // What only reads, and what is refused, leaves everything as it was.
      const after = method === "GET" || asked !== "ok" ? before : await stageFor(scene, visitor);
      const answered = await doors.throughGraphQL(operation, after.stage, after.actor);
      expect(asked).toBe(answered);
      if (method === "GET" || answered !== "ok") unchanged = after;
    });
  });

  describe.each(["readonly", "default", "admin"] as const)("show the same data to who is %s", (visitor) => {
    let stage: Stage;
    let actor: Actor | null;

    beforeAll(async () => {
      ({ stage, actor } = await stageFor(scene, visitor));
    });

    const asked = async (query: string): Promise<unknown> => {
      const answer = await app.graphql(actor, query);
      expect(answer.errors).toBeUndefined();
      return legacy(answer.data);
    };
    const read = async (path: string): Promise<unknown> => (await send(actor, "GET", path)).body;

    it("of an organization, in every property", async () => {
      const query = `{ organization(id: "${stage.organization}") { databaseId ${organizationFields} data { name value options } } }`;
      const { organization } = (await asked(query)) as { organization: { _data: object[] } };
      const { _data, ...shown } = (await read(`/Organizations/${stage.organization}`)) as { _data: object[] };
      expect({ ...shown, _data: _data.map((entry) => ({ ...entry, id: undefined })) }).toEqual(organization);
    });

    it("of its categories, deleted ones too, and of how many there are", async () => {
      const fields = "databaseId name alias description isDeleted deletedAt custom createdAt updatedAt";
      const query = `{ organization(id: "${stage.organization}") { categories(first: 100, includeDeleted: true, orderBy: [{ field: NAME, direction: DESC }]) {
        totalCount edges { node { ${fields} organization { databaseId } } } } } }`;
      const { organization } = (await asked(query)) as Listed<"categories">;
      const rows = (await read(
        `/Organizations/${stage.organization}/categories?filter[deleted]=true&filter[order]=name DESC`,
      )) as { organizationId: string; deletedId: string | null }[];
      expect(
        rows.map(({ organizationId, deletedId: _, ...row }) => ({ ...row, organization: { id: organizationId } })),
      ).toEqual(organization.categories.edges.map(({ node }) => node));
      expect(rows).toHaveLength(organization.categories.totalCount);
      expect(await read(`/Organizations/${stage.organization}/categories/count`)).toEqual({ count: rows.length - 1 });
    });

    it("of its members and invitations, and of the accounts in them", async () => {
      const fields =
        "databaseId role status active disabled rejected invitationEmail expiresAt custom createdAt updatedAt inviter { databaseId } account { databaseId email firstname lastname }";
      const query = `{ organization(id: "${stage.organization}") { accountOrganizations(first: 100) { totalCount edges { node { ${fields} } } } } }`;
      const { organization } = (await asked(query)) as Listed<"accountOrganizations">;
      const rows = (await read(
        `/Organizations/${stage.organization}/accountOrganizations?filter[include]=account`,
      )) as {
        inviterId: string | null;
        inviterMasterId: string | null;
        accountId: string | null;
        organizationId: string;
        role: string;
      }[];
      expect(
        rows.map(({ inviterId, inviterMasterId: _, accountId: __, organizationId: ___, role, ...row }) => ({
          account: null,
          ...row,
          role: role.toUpperCase(),
          inviter: inviterId === null ? null : { id: inviterId },
        })),
      ).toEqual(organization.accountOrganizations.edges.map(({ node }) => node));
      expect(await read(`/Organizations/${stage.organization}/accountOrganizations/count`)).toEqual({
        count: organization.accountOrganizations.totalCount,
      });
    });

    it("of their own account and its organizations", async () => {
      const fields =
        "databaseId email firstname lastname label taxNumber locale emailVerified custom createdAt updatedAt";
      const query = `{ viewer { ${fields} organizations(first: 100) { edges { node { databaseId name } } } } }`;
      const { viewer } = (await asked(query)) as { viewer: { organizations: { edges: { node: object }[] } } };
      const { organizations, ...account } = viewer;
      const { masterId: _, ...shown } = (await read("/Accounts/authorized")) as { masterId: string | null };
      expect(shown).toEqual(account);
      expect(await read(`/Accounts/${actor?.id}/organizations?filter[fields]=id,name`)).toEqual(
        organizations.edges.map(({ node }) => node),
      );
    });
  });
});

interface Listed<List extends string> {
  organization: Record<List, { totalCount: number; edges: { node: object }[] }>;
}

const organizationFields = `locale timezone active size industry billingEmail activatedAt deactivatedAt name address address2
  city zip state country countryAlpha2Code taxNumber taxSubject companyNumber IBAN bank SWIFT website email phone
  businessType fiscalRegionCode createdAt updatedAt custom`;
