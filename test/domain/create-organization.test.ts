import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { createOrganization } from "../../src/domain/organization/create-organization.js";
import { dataOfOrganizations } from "../../src/domain/organization/data.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { codeOf, problemsOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, contextOf } = world(database);
const owner = await account();

const stored = (id: string) => database.prisma.organization.findUniqueOrThrow({ where: { id } });
const create = async (input: unknown) => createOrganization(await owner.context(), owner.id, input);

test("an organization starts active, with its creator as its only admin", async () => {
  const id = await create({ name: "Acme" });
  const row = await stored(id);
  expect(row).toMatchObject({ name: "Acme", active: true, deactivatedAt: null, custom: {}, masterId: null });
  expect(row.activatedAt).toEqual(row.createdAt);
  expect(await database.prisma.accountOrganization.findMany({ where: { organizationId: id } })).toMatchObject([
    { accountId: owner.id, role: "admin", active: true, disabled: false, rejected: false, invitationEmail: null },
  ]);
  expect(await historyOf(database, id)).toEqual([
    {
      action: "organization.create",
      actorId: owner.id,
      organizationId: id,
      from: null,
      to: { name: "Acme", accountId: owner.id },
    },
  ]);
});

describe("what is not given is taken from the country", () => {
  const slovenia = { countryAlpha2Code: "SI", locale: "sl", timezone: "Europe/Ljubljana", currencyId: "EUR" };
  const germany = { countryAlpha2Code: "DE", locale: "de", timezone: "Europe/Berlin", currencyId: "EUR" };
  const states = { countryAlpha2Code: "US", locale: "en", timezone: "America/New_York", currencyId: "USD" };
  const unknown = { countryAlpha2Code: null, locale: "en", timezone: "UTC", currencyId: "EUR" };
  test.each([
    ["Slovenia", slovenia],
    ["SVN", slovenia],
    ["si", slovenia],
    ["Slovenija", slovenia],
    ["sLOVENIA", slovenia],
    ["Germany", germany],
    ["Deutschland", germany],
    ["US", states],
    ["United States", states],
    ["Atlantis", unknown],
    ["", unknown],
    [undefined, unknown],
  ])("country %j", async (country, expected) => {
    const row = await stored(await create({ name: "Acme", country }));
    expect(row).toMatchObject({ ...expected, country: country ?? null });
  });
});

test("what is given is kept, whatever the country says", async () => {
  const given = { country: "Germany", countryAlpha2Code: "AT", locale: "fr", timezone: "Asia/Tokyo" };
  expect(await stored(await create({ name: "Acme", ...given }))).toMatchObject(given);
});

test("settings keep their order, and what they hold", async () => {
  const data = [
    { name: "b", value: { deep: [1, null] }, options: "x" },
    { name: "a", value: false, options: null },
  ];
  const id = await create({ name: "Acme", data });
  const entries = (await dataOfOrganizations(await owner.context(), [id])).get(id);
  expect(entries?.map(({ name, value, options }) => ({ name, value, options }))).toEqual(data);
});

test("every property that is not valid is named, and nothing is written", async () => {
  const before = await database.prisma.organization.count();
  const problems = await problemsOf(create({ city: 7, custom: "x", taxSubject: "yes", data: [{ value: 1 }] }));
  expect(problems).toEqual({
    name: "presence",
    city: "type",
    custom: "type",
    taxSubject: "type",
    "data.0.name": "presence",
  });
  expect(await database.prisma.organization.count()).toBe(before);
});

test("a name of only a thousand characters is accepted, one more is refused", async () => {
  await organization(owner, { name: "n".repeat(1_000) });
  expect(await problemsOf(create({ name: "n".repeat(1_001) }))).toEqual({ name: "length.max" });
});

test("an organization cannot be made signed out, or for an account that never was", async () => {
  expect(await codeOf(createOrganization(await contextOf(null), owner.id, { name: "X" }))).toBe("UNAUTHENTICATED");
  expect(await codeOf(createOrganization(await owner.context(), newId(), { name: "X" }))).toBe("NOT_FOUND");
});
