import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schema } from "../../src/graphql/schema.js";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, freshEmail, type World, world } from "../support/world.js";

/**
 * Who may do what, as one table: every query and mutation by everybody who can stand in some relation to an
 * organization. An operation without a row fails the last test.
 */
const visitors = ["anonymous", "stranger", "pending", "rejected", "disabled", "readonly", "default", "admin"] as const;
type Visitor = (typeof visitors)[number];

/** "ok": done. "null": the query answers null. Anything else is the code of the refusal. */
type Verdict = string;

/** In the order of `visitors`. */
type Row = readonly [Verdict, Verdict, Verdict, Verdict, Verdict, Verdict, Verdict, Verdict];

const anon = "UNAUTHENTICATED";
const gone = "NOT_FOUND";
const no = "FORBIDDEN";

const forMembers: Row = [anon, "null", "null", "null", "null", "ok", "ok", "ok"];
const forWriters: Row = [anon, gone, gone, gone, gone, no, "ok", "ok"];
const forAdmins: Row = [anon, gone, gone, gone, gone, no, no, "ok"];
const forEverybodySignedIn: Row = [anon, "ok", "ok", "ok", "ok", "ok", "ok", "ok"];
const forInviteesOnly: Row = [anon, gone, gone, gone, gone, gone, gone, gone];

/** What a request is about: made anew for each, by the admin. */
interface Stage {
  organization: string;
  deactivated: string;
  category: string;
  deletedCategory: string;
  /** Somebody else's membership, active. */
  membership: string;
  /** Somebody else's membership, disabled. */
  disabledMembership: string;
  /** Somebody else's open invitation. */
  invitation: string;
}

type Request = (stage: Stage, visitor: Actor | null) => string;

const mutate = (name: string, input: string, selection: string) =>
  `mutation { ${name}(input: { ${input} }) { ${selection} userErrors { code } } }`;

const operations: Record<string, { row: Row; request: Request }> = {
  viewer: { row: ["null", "ok", "ok", "ok", "ok", "ok", "ok", "ok"], request: () => "{ viewer { id } }" },
  node: { row: forMembers, request: (stage) => `{ node(id: "Category:${stage.category}") { id } }` },
  nodes: { row: forMembers, request: (stage) => `{ nodes(ids: ["Organization:${stage.organization}"]) { id } }` },
  organization: { row: forMembers, request: (stage) => `{ organization(id: "${stage.organization}") { id } }` },
  category: { row: forMembers, request: (stage) => `{ category(id: "${stage.category}") { id } }` },
  accountOrganization: {
    row: forMembers,
    request: (stage) => `{ accountOrganization(id: "${stage.membership}") { id } }`,
  },

  signUp: {
    row: ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok"],
    request: () => mutate("signUp", `email: "${freshEmail()}", password: "long enough"`, "account { id }"),
  },
  logIn: {
    row: ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok"],
    request: (_stage, visitor) =>
      mutate(
        "logIn",
        `email: "${visitor?.email ?? knocker}", password: "correct horse battery staple"`,
        "account { id }",
      ),
  },
  updateAccount: {
    row: forEverybodySignedIn,
    request: () => mutate("updateAccount", 'firstname: "Ada"', "account { id }"),
  },
  createAccessToken: {
    row: forEverybodySignedIn,
    request: () => mutate("createAccessToken", "ttl: 60", "accessToken { handle }"),
  },
  revokeAccessToken: {
    row: [anon, gone, gone, gone, gone, gone, gone, gone],
    request: () => mutate("revokeAccessToken", 'id: "5f0c1ad0aa00000000c0de01"', "success"),
  },
  createOrganization: {
    row: forEverybodySignedIn,
    request: () => mutate("createOrganization", 'name: "New"', "organization { id }"),
  },

  updateOrganization: {
    row: forAdmins,
    request: (stage) =>
      mutate("updateOrganization", `id: "${stage.organization}", city: "Bled"`, "organization { id }"),
  },
  activateOrganization: {
    row: forAdmins,
    request: (stage) => mutate("activateOrganization", `id: "${stage.deactivated}"`, "organization { id }"),
  },
  deactivateOrganization: {
    row: forAdmins,
    request: (stage) => mutate("deactivateOrganization", `id: "${stage.organization}"`, "organization { id }"),
  },
  inviteAccount: {
    row: forAdmins,
    request: (stage) =>
      mutate(
        "inviteAccount",
        `organizationId: "${stage.organization}", email: "${freshEmail()}"`,
        "accountOrganization { id }",
      ),
  },
  resendInvitation: {
    row: forAdmins,
    request: (stage) => mutate("resendInvitation", `id: "${stage.invitation}"`, "accountOrganization { id }"),
  },
  acceptInvitation: {
    row: forInviteesOnly,
    request: (stage) => mutate("acceptInvitation", `id: "${stage.invitation}"`, "accountOrganization { id }"),
  },
  rejectInvitation: {
    row: forInviteesOnly,
    request: (stage) => mutate("rejectInvitation", `id: "${stage.invitation}"`, "accountOrganization { id }"),
  },
  enableAccess: {
    row: forAdmins,
    request: (stage) => mutate("enableAccess", `id: "${stage.disabledMembership}"`, "accountOrganization { id }"),
  },
  disableAccess: {
    row: forAdmins,
    request: (stage) => mutate("disableAccess", `id: "${stage.membership}"`, "accountOrganization { id }"),
  },
  changeRole: {
    row: forAdmins,
    request: (stage) => mutate("changeRole", `id: "${stage.membership}", role: ADMIN`, "accountOrganization { id }"),
  },
  removeAccess: {
    row: forAdmins,
    request: (stage) => mutate("removeAccess", `id: "${stage.membership}"`, "deletedId"),
  },
  createCategory: {
    row: forWriters,
    request: (stage) =>
      mutate("createCategory", `organizationId: "${stage.organization}", name: "N", alias: "n"`, "category { id }"),
  },
  updateCategory: {
    row: forWriters,
    request: (stage) => mutate("updateCategory", `id: "${stage.category}", name: "Other"`, "category { id }"),
  },
  deleteCategory: {
    row: forWriters,
    request: (stage) => mutate("deleteCategory", `id: "${stage.category}"`, "category { id }"),
  },
  restoreCategory: {
    row: forWriters,
    request: (stage) => mutate("restoreCategory", `id: "${stage.deletedCategory}"`, "category { id }"),
  },
  // Last: it ends the visitor's token.
  logOut: { row: forEverybodySignedIn, request: () => mutate("logOut", "", "success") },
};

let knocker: string;

describe("who may do what", () => {
  let app: TestApp;
  let scene: World;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    knocker = (await scene.account()).email;
  });
  afterAll(() => app.close());

  async function stageFor(visitor: Visitor): Promise<{ stage: Stage; actor: Actor | null }> {
    const owner = await scene.account();
    const organization = await scene.organization(owner);
    const deactivated = await scene.organization(owner);
    const colleague = await scene.member(organization, owner, "default");
    const disabled = await scene.member(organization, owner, "default", "disabled");
    const invited = await scene.member(organization, owner, "default", "pending");
    const category = await scene.category(owner, organization);
    const deletedCategory = await scene.deletedCategory(owner, organization);
    const actor = await actorFor(visitor, owner, [organization, deactivated]);
    await scene.deactivate(owner, deactivated);
    const { membershipId: membership } = colleague;
    return {
      actor,
      stage: {
        organization,
        deactivated,
        category,
        deletedCategory,
        membership,
        disabledMembership: disabled.membershipId,
        invitation: invited.membershipId,
      },
    };
  }

  async function actorFor(visitor: Visitor, owner: Actor, organizations: string[]): Promise<Actor | null> {
    if (visitor === "anonymous") return null;
    if (visitor === "stranger") return scene.account();
    const actor = await scene.account();
    for (const organization of organizations) {
      switch (visitor) {
        case "pending":
        case "rejected":
        case "disabled":
          await scene.join(organization, owner, actor, "admin", visitor);
          break;
        default:
          await scene.join(organization, owner, actor, visitor, "active");
      }
    }
    return actor;
  }

  async function verdictOf(actor: Actor | null, request: string): Promise<Verdict> {
    const answer = await app.graphql(actor, request);
    const [code] = answer.codes();
    if (typeof code === "string") return code;
    const [value] = Object.values(answer.data as Record<string, unknown>);
    if (value === null || (Array.isArray(value) && value.every((part) => part === null))) return "null";
    const { userErrors } = value as { userErrors?: { code: string }[] };
    return userErrors?.[0]?.code ?? "ok";
  }

  describe.each(visitors)("%s", (visitor) => {
    it.each(Object.entries(operations))("%s answers what the table says", async (_name, { row, request }) => {
      const { stage, actor } = await stageFor(visitor);
      expect(await verdictOf(actor, request(stage, actor))).toBe(row[visitors.indexOf(visitor)]);
    });
  });

  it("is in the table for every query and mutation of the schema", () => {
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(Object.keys(operations).sort()).toEqual(fields.sort());
  });
});
