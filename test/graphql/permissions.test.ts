import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFile } from "../../src/domain/transfer/import-file.js";
import { requestExport } from "../../src/domain/transfer/request-export.js";
import { schema } from "../../src/graphql/schema.js";
import { type Answer, type TestApp } from "../support/app.js";
import { graphqlForm } from "../support/form.js";
import { document, payment } from "../support/ledger.js";
import { picture } from "../support/pictures.js";
import { actorFor, type Stage, stageFor, type Visitor, visitors } from "../support/stage.js";
import { type Actor, freshEmail, password, type World, world } from "../support/world.js";
import { appWithFiles } from "../images/support.js";
import { sendForm } from "./support/send-form.js";

/**
 * Who may do what, as one table: every query and mutation by everybody who can stand in some relation to an
 * organization. An operation without a row fails the last test.
 */
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
/** Whoever has the mail: being signed in is no help. */
const forTheMailed: Row = Array.from({ length: 8 }, () => "INVALID_TOKEN") as unknown as Row;
const forInviteesOnly: Row = [anon, gone, gone, gone, gone, gone, gone, gone];

/** What the ledger's operations are about, in an organization of its own. */
interface Books {
  organization: string;
  category: string;
  invoice: string;
  draft: string;
  payment: string;
  export: string;
  import: string;
}

type Request = (stage: Stage & { books: Books }, visitor: Actor | null) => string;

const mutate = (name: string, input: string, selection: string) =>
  `mutation { ${name}(input: { ${input} }) { ${selection} userErrors { code } } }`;

/** A mutation with a file, which is `$file`. */
const withFile = (name: string, input: string, selection: string) =>
  mutate(name, `${input}, file: $file`, selection).replace("mutation", "mutation ($file: Upload!)");

const rows = Buffer.from("alias,name\r\na,A\r\n");

/** `file`: what is sent with the request. */
const operations: Record<string, { row: Row; request: Request; file?: () => Promise<Buffer> }> = {
  viewer: { row: ["null", "ok", "ok", "ok", "ok", "ok", "ok", "ok"], request: () => "{ viewer { id } }" },
  node: { row: forMembers, request: (stage) => `{ node(id: "Category:${stage.category}") { id } }` },
  nodes: { row: forMembers, request: (stage) => `{ nodes(ids: ["Organization:${stage.organization}"]) { id } }` },
  organization: { row: forMembers, request: (stage) => `{ organization(id: "${stage.organization}") { id } }` },
  category: { row: forMembers, request: (stage) => `{ category(id: "${stage.category}") { id } }` },
  accountOrganization: {
    row: forMembers,
    request: (stage) => `{ accountOrganization(id: "${stage.membership}") { id } }`,
  },

  document: { row: forMembers, request: (stage) => `{ document(id: "${stage.books.invoice}") { id } }` },
  payment: { row: forMembers, request: (stage) => `{ payment(id: "${stage.books.payment}") { id } }` },

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
  requestPasswordReset: {
    row: ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok"],
    request: () => mutate("requestPasswordReset", `email: "${freshEmail()}"`, "success"),
  },
  resetPassword: {
    row: forTheMailed,
    request: () => mutate("resetPassword", 'token: "never mailed", newPassword: "long enough"', "success"),
  },
  changePassword: {
    row: forEverybodySignedIn,
    request: () => mutate("changePassword", `oldPassword: "${password}", newPassword: "another long one"`, "success"),
  },
  sendVerification: { row: forEverybodySignedIn, request: () => mutate("sendVerification", "", "success") },
  verifyEmail: { row: forTheMailed, request: () => mutate("verifyEmail", 'token: "never mailed"', "success") },
  impersonateAccount: {
    row: [anon, gone, gone, gone, gone, gone, gone, gone],
    request: () => mutate("impersonateAccount", `email: "${knocker}"`, "accessToken { handle }"),
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
  createDocument: {
    row: forWriters,
    request: (stage) =>
      mutate("createDocument", `organizationId: "${stage.books.organization}", type: INVOICE`, "document { id }"),
  },
  updateDocument: {
    row: forWriters,
    request: (stage) => mutate("updateDocument", `id: "${stage.books.invoice}", note: "Thanks"`, "document { id }"),
  },
  cancelDocument: {
    row: forWriters,
    request: (stage) => mutate("cancelDocument", `id: "${stage.books.invoice}"`, "document { id }"),
  },
  uncancelDocument: {
    row: forWriters,
    request: (stage) => mutate("uncancelDocument", `id: "${stage.books.invoice}"`, "document { id }"),
  },
  deleteDocument: {
    row: forWriters,
    request: (stage) => mutate("deleteDocument", `id: "${stage.books.draft}"`, "deletedId"),
  },
  categorizeDocument: {
    row: forWriters,
    request: (stage) =>
      mutate(
        "categorizeDocument",
        `documentId: "${stage.books.invoice}", parts: [{ categoryId: "${stage.books.category}", amount: 1 }]`,
        "document { id }",
      ),
  },
  recordPayment: {
    row: forWriters,
    request: (stage) =>
      mutate("recordPayment", `documentId: "${stage.books.invoice}", type: CASH, date: "2020-03-01"`, "payment { id }"),
  },
  deletePayment: {
    row: forWriters,
    request: (stage) => mutate("deletePayment", `id: "${stage.books.payment}"`, "deletedId"),
  },
  uploadOrganizationImage: {
    row: forAdmins,
    request: (stage) =>
      withFile("uploadOrganizationImage", `organizationId: "${stage.organization}", type: LOGO`, "organization { id }"),
    file: () => picture(),
  },
  deleteOrganizationImage: {
    row: forAdmins,
    request: (stage) =>
      mutate("deleteOrganizationImage", `organizationId: "${stage.organization}", type: LOGO`, "success"),
  },
  exportOrganization: {
    row: forWriters,
    request: (stage) =>
      mutate("exportOrganization", `organizationId: "${stage.organization}", type: CATEGORY`, "export { id }"),
  },
  importOrganization: {
    row: forAdmins,
    request: (stage) =>
      withFile("importOrganization", `organizationId: "${stage.organization}", type: CATEGORY`, "report { success }"),
    file: () => Promise.resolve(rows),
  },
  export: { row: forMembers, request: (stage) => `{ export(id: "${stage.books.export}") { id } }` },
  import: { row: forMembers, request: (stage) => `{ import(id: "${stage.books.import}") { id } }` },
  // Last: it ends the visitor's token.
  logOut: { row: forEverybodySignedIn, request: () => mutate("logOut", "", "success") },
};

let knocker: string;

describe("who may do what", () => {
  let app: TestApp;
  let scene: World;

  beforeAll(async () => {
    app = await appWithFiles();
    scene = world(app.database);
    knocker = (await scene.account()).email;
  });
  afterAll(() => app.close());

  /** The same visitor's relation to an organization with documents. */
  async function booksOf(visitor: Visitor, actor: Actor | null): Promise<Books> {
    const owner = await scene.passwordless();
    const organization = await scene.organization(owner);
    if (actor) await actorFor(scene, visitor, () => Promise.resolve(actor), owner, [organization]);
    const invoice = await document(owner, organization);
    const context = await owner.context();
    const asked = await requestExport(context, organization, { type: "category" });
    const looked = await importFile(context, organization, { type: "category", file: rows, dryRun: true });
    return {
      export: asked.id,
      import: looked.importId,
      organization,
      category: await scene.category(owner, organization),
      invoice,
      draft: await document(owner, organization, { draft: true }),
      payment: await payment(owner, { documentId: invoice }, { amount: "1.00" }),
    };
  }

  async function verdictOf(actor: Actor | null, request: string, file: Buffer | undefined): Promise<Verdict> {
    const answer: Answer = file
      ? await sendForm(app, actor, graphqlForm(request, { file: null }, file, "variables.file"))
      : await app.graphql(actor, request);
    const [code] = answer.codes();
    if (typeof code === "string") return code;
    const [value] = Object.values(answer.data as Record<string, unknown>);
    if (value === null || (Array.isArray(value) && value.every((part) => part === null))) return "null";
    const { userErrors } = value as { userErrors?: { code: string }[] };
    return userErrors?.[0]?.code ?? "ok";
  }

  describe.each(visitors)("%s", (visitor) => {
    /** A scene on which nothing was changed. */
    let unchanged: { stage: Stage & { books: Books }; actor: Actor | null } | undefined;

    async function fresh() {
      const { stage, actor } = await stageFor(scene, visitor, scene.account);
      return { stage: { ...stage, books: await booksOf(visitor, actor) }, actor };
    }

    it.each(Object.entries(operations))("%s answers what the table says", async (_name, { row, request, file }) => {
      const set = unchanged ?? (await fresh());
      unchanged = undefined;
      const asked = request(set.stage, set.actor);
      const verdict = await verdictOf(set.actor, asked, await file?.());
      expect(verdict).toBe(row[visitors.indexOf(visitor)]);
      // What only reads, and what is refused, leaves everything as it was.
      if (asked.startsWith("{") || verdict !== "ok") unchanged = set;
    });
  });

  it("is in the table for every query and mutation of the schema", () => {
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(Object.keys(operations).sort()).toEqual(fields.sort());
  });
});
