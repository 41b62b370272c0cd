import { afterAll, expect, test } from "vitest";
import { sql } from "../../src/database/sql.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { secretOf } from "../../src/domain/transfer/export-link.js";
import { openExport } from "../../src/domain/transfer/open-export.js";
import { exportById } from "../../src/domain/transfer/queries.js";
import { requestExport } from "../../src/domain/transfer/request-export.js";
import { testDatabase } from "../support/database.js";
import { refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";
import { cellsOf, exported } from "./support.js";

const { database, close } = await testDatabase();
afterAll(close);
const scene = world(database);
const { organization, passwordless, member, deactivate, category, contextOf } = scene;

const owner = await passwordless();
const home = await organization(owner, { locale: "sl-SI" });
await category(owner, home, { alias: "it" });
const colleague = () => passwordless().then((actor) => member(home, owner, "default", "active", actor));
const gone = {
  code: "NOT_FOUND",
  message: "The link is not known, has expired, or whoever asked for it has no access any more.",
};

test("headings are in the organization's language where nothing else is said", async () => {
  const [headings] = await cellsOf(await exported(scene, owner, home, { type: "category" }));
  expect(headings).toEqual(["Ime", "Oznaka", "Opis", "Lastni podatki"]);
});

test("only rows of the condition are exported", async () => {
  const where = { kind: "compare", property: "alias", operator: "eq", value: "x" } as const;
  const [, ...rows] = await cellsOf(await exported(scene, owner, home, { type: "category", where }));
  expect(rows).toEqual([]);
});

test("a link ends with the access of who asked for it, and one refusal hides why", async () => {
  const { actor, membershipId } = await colleague();
  const { url } = await requestExport(await actor.context(), home, { type: "category" });
  const stranger = await passwordless();
  (await openExport(await contextOf(null), secretOf(url))).content.destroy();
  (await openExport(await owner.context(), secretOf(url))).content.destroy();
  expect(await refusalOf(openExport(await stranger.context(), secretOf(url)))).toMatchObject(gone);
  await changeRole(await owner.context(), membershipId, { role: "readonly" });
  expect(await refusalOf(openExport(await contextOf(null), secretOf(url)))).toMatchObject(gone);
  await changeRole(await owner.context(), membershipId, { role: "default" });
  await removeAccess(await owner.context(), membershipId);
  expect(await refusalOf(openExport(await contextOf(null), secretOf(url)))).toMatchObject(gone);
  expect(await refusalOf(openExport(await contextOf(null), "x".repeat(64)))).toMatchObject(gone);
  expect((await refusalOf(openExport(await contextOf("y".repeat(64)), secretOf(url)))).code).toBe("UNAUTHENTICATED");
});

test("a link lives for 24 hours", async () => {
  const { id, url, expiresAt } = await requestExport(await owner.context(), home, {
    type: "category",
    format: "csv",
  });
  const view = await exportById(await owner.context(), id);
  expect(view).toMatchObject({ status: "ready", rowsTotal: 1, rowsWritten: 0, expiresAt });
  expect(expiresAt.getTime() - (view?.createdAt.getTime() ?? 0)).toBe(86_400_000);
  await database.prisma.$executeRaw(sql`/* test: a day later */
    UPDATE "Export" SET "expiresAt" = statement_timestamp() WHERE "id" = ${id}`);
  expect(await refusalOf(openExport(await contextOf(null), secretOf(url)))).toMatchObject(gone);
});

test("a deactivated organization is exported, by whoever may write in it", async () => {
  const closed = await organization(owner);
  const reader = await member(closed, owner, "readonly", "active", await passwordless());
  await deactivate(owner, closed);
  expect(await exported(scene, owner, closed, { type: "document" })).toBeInstanceOf(Buffer);
  const asked = async (actor: typeof owner) =>
    refusalOf(requestExport(await actor.context(), closed, { type: "document" }));
  expect((await asked(reader.actor)).code).toBe("FORBIDDEN");
  expect((await asked(await passwordless())).code).toBe("NOT_FOUND");
  expect((await refusalOf(requestExport(await owner.context(), closed, { type: "x" }))).code).toBe("INVALID_ARGUMENT");
});

test("members are exported with their addresses and states", async () => {
  const place = await organization(owner);
  await member(place, owner, "readonly", "pending", await passwordless());
  const rows = await cellsOf(
    await exported(scene, owner, place, { type: "accountOrganization", format: "csv", lang: "en" }),
  );
  expect(rows.map((row) => row.slice(3, 8))).toEqual([
    ["Role", "Status", "Active", "Disabled", "Rejected"],
    ["admin", "ACTIVE", "true", "false", "false"],
    ["readonly", "PENDING", "false", "false", "false"],
  ]);
});
