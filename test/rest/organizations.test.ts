import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, freshEmail, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let send: Rest;
let owner: Actor;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  owner = await scene.account();
});
afterAll(() => app.close());

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const id = expect.stringMatching(/^[0-9a-f]{24}$/) as string;

/** The example of the original documentation, as it is printed there. */
const printed = {
  locale: "string",
  timezone: "string",
  size: "string",
  industry: "string",
  billingEmail: "string",
  name: "string",
  address: "string",
  address2: "string",
  city: "string",
  zip: "string",
  state: "string",
  country: "string",
  countryAlpha2Code: "string",
  taxNumber: "string",
  taxSubject: true,
  companyNumber: "string",
  IBAN: "string",
  bank: "string",
  SWIFT: "string",
  website: "string",
  email: "string",
  phone: "string",
  businessType: "string",
  fiscalRegionCode: "string",
  custom: {},
  _data: [{ name: "string", value: {}, options: {} }],
};

const shown = {
  ...printed,
  active: true,
  activatedAt: instant,
  deactivatedAt: null,
  id,
  createdAt: instant,
  updatedAt: instant,
  _data: [{ id, name: "string", value: {}, options: {} }],
};

describe("an organization", () => {
  it("is created from the printed example, as JSON and as a form", async () => {
    const url = `/Accounts/${owner.id}/organizations`;
    expect((await send(owner, "POST", url, { body: printed })).body).toEqual(shown);
    const { custom: _custom, _data, taxSubject: _taxSubject, ...texts } = printed;
    const form = `${new URLSearchParams(texts).toString()}&taxSubject=true&_data[0][name]=string&_data[0][value][a]=1`;
    expect((await send(owner, "POST", url, { form })).body).toEqual({
      ...shown,
      _data: [{ id, name: "string", value: { a: "1" }, options: null }],
    });
  });

  it("has every property, null where it is unset, in whatever answer it comes", async () => {
    const actor = await scene.account();
    const made = (
      await send(actor, "POST", `/Accounts/${actor.id}/organizations`, { body: { name: "Bare", country: "Slovenia" } })
    ).body as { id: string };
    const whole = {
      ...Object.fromEntries(Object.keys(shown).map((name) => [name, null])),
      id: made.id,
      name: "Bare",
      country: "Slovenia",
      countryAlpha2Code: "SI",
      locale: "sl",
      timezone: "Europe/Ljubljana",
      active: true,
      activatedAt: instant,
      createdAt: instant,
      updatedAt: instant,
      custom: {},
      _data: [],
    };
    expect(made).toEqual(whole);
    expect((await send(actor, "GET", `/Organizations/${made.id}`)).body).toEqual(whole);
    expect((await send(actor, "GET", `/Accounts/${actor.id}/organizations`)).body).toEqual([whole]);
  });

  it("without a name is refused under the names of the request", async () => {
    const url = `/Accounts/${owner.id}/organizations`;
    expect(
      await send(owner, "POST", url, { body: { _data: [{ value: 1 }], custom: [], taxSubject: "perhaps" } }),
    ).toMatchObject({
      status: 422,
      body: {
        error: {
          details: {
            context: "Organization",
            codes: { name: ["presence"], "_data.0.name": ["presence"], custom: ["type"], taxSubject: ["type"] },
          },
        },
      },
    });
  });

  it("is changed by what is given, under each of its names; what was read can be sent back whole", async () => {
    const organization = await scene.organization(owner, { name: "Before", city: "Bled", custom: { a: 1 } });
    const read = (await send(owner, "GET", `/Organizations/${organization}`)).body as Record<string, unknown>;
    expect((await send(owner, "PATCH", `/Organizations/${organization}`, { body: read })).body).toEqual({
      ...read,
      updatedAt: instant,
    });
    for (const [method, path] of [
      ["PATCH", `/Organizations/${organization}`],
      ["PUT", `/organizations/${organization}`],
      ["PUT", `/accounts/${owner.id}/organizations/${organization}`],
    ] as const) {
      expect((await send(owner, method, path, { body: { zip: path, custom: { b: 2 } } })).body).toMatchObject({
        name: "Before",
        city: "Bled",
        zip: path,
        custom: { b: 2 },
      });
    }
    expect(await send(owner, "PATCH", `/Organizations/${organization}`, { body: { name: "" } })).toMatchObject({
      status: 422,
      body: { error: { details: { codes: { name: ["presence"] } } } },
    });
  });

  it("of another account's list is not changed under its older name", async () => {
    const organization = await scene.organization(owner);
    const other = await scene.account();
    expect(
      await send(owner, "PUT", `/accounts/${other.id}/organizations/${organization}`, { body: { city: "Bled" } }),
    ).toMatchObject({ status: 404, body: { error: { message: `Unknown "Account" id "${other.id}".` } } });
  });

  it("is deactivated and activated, and reads go on in between", async () => {
    const organization = await scene.organization(owner);
    expect((await send(owner, "POST", `/Organizations/${organization}/deactivate`)).body).toEqual({ success: true });
    expect((await send(owner, "GET", `/Organizations/${organization}`)).body).toMatchObject({ active: false });
    expect(await send(owner, "PATCH", `/Organizations/${organization}`, { body: { city: "Bled" } })).toMatchObject({
      status: 422,
      body: { error: { statusCode: 422, name: "Error", code: "ORGANIZATION_INACTIVE" } },
    });
    expect((await send(owner, "POST", `/Organizations/${organization}/activate`)).body).toEqual({ success: true });
    expect((await send(owner, "GET", `/Organizations/${organization}`)).body).toMatchObject({ active: true });
  });
});

describe("an invitation", () => {
  it("by address is answered as the row that it makes, and accepted by who is named in it", async () => {
    const organization = await scene.organization(owner);
    const invitee = await scene.account();
    const made = (
      await send(owner, "POST", `/Organizations/${organization}/invite`, {
        body: { email: invitee.email, role: "readonly" },
      })
    ).body;
    expect(made).toEqual({
      role: "readonly",
      active: false,
      disabled: false,
      rejected: false,
      invitationEmail: invitee.email,
      inviterId: owner.id,
      inviterMasterId: owner.id,
      id,
      accountId: invitee.id,
      organizationId: organization,
      createdAt: instant,
      updatedAt: instant,
      custom: {},
      status: "PENDING",
      expiresAt: instant,
    });
    const path = `/AccountOrganizations/${(made as { id: string }).id}`;
    expect((await send(owner, "POST", `${path}/resend`)).body).toMatchObject({ status: "PENDING" });
    expect((await send(invitee, "POST", `${path}/accept`)).body).toEqual({ success: true });
    expect((await send(invitee, "GET", path)).body).toMatchObject({ status: "ACTIVE", active: true });
    expect((await send(owner, "POST", `${path}/change-role`, { body: { role: "admin" } })).body).toEqual({
      success: true,
    });
    expect((await send(owner, "POST", `${path}/disable`)).body).toEqual({ success: true });
    expect((await send(owner, "POST", `${path}/enable`)).body).toEqual({ success: true });
    expect((await send(owner, "DELETE", path)).body).toEqual({ count: 1 });
    expect((await send(owner, "DELETE", path)).body).toEqual({ count: 0 });
    expect(await send(owner, "GET", path)).toMatchObject({ status: 404 });
  });

  it("is refused with the rule's own code", async () => {
    const organization = await scene.organization(owner);
    const invite = (body: object) => send(owner, "POST", `/Organizations/${organization}/invite`, { body });
    expect(await invite({})).toMatchObject({
      status: 422,
      body: {
        error: { details: { context: "AccountOrganization", codes: { accountId: ["presence"], email: ["presence"] } } },
      },
    });
    expect(await invite({ email: owner.email })).toMatchObject({
      status: 422,
      body: { error: { code: "ALREADY_MEMBER" } },
    });
    expect(await invite({ email: freshEmail(), requireConfirmation: "no" })).toMatchObject({
      status: 400,
      body: { error: { message: "requireConfirmation is not a boolean" } },
    });
    expect(await invite({ email: "nobody", role: "owner" })).toMatchObject({
      status: 422,
      body: { error: { details: { codes: { email: ["custom.email"], role: ["inclusion"] } } } },
    });
    expect(await invite({ email: freshEmail(), requireConfirmation: 0 })).toMatchObject({
      status: 422,
      body: { error: { code: "CONFIRMATION_REQUIRED" } },
    });
    const address = freshEmail();
    for (let time = 1; time <= 3; time++) expect(await invite({ email: address })).toMatchObject({ status: 200 });
    const limited = await invite({ email: address });
    expect(limited).toMatchObject({ status: 429, body: { error: { statusCode: 429, code: "RATE_LIMITED" } } });
    expect(Number(limited.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("has a role of default where a change names none", async () => {
    const organization = await scene.organization(owner);
    const { membershipId } = await scene.member(organization, owner, "readonly");
    await send(owner, "POST", `/AccountOrganizations/${membershipId}/change-role`);
    expect((await send(owner, "GET", `/AccountOrganizations/${membershipId}`)).body).toMatchObject({ role: "default" });
  });

  it("leaves the last admin in", async () => {
    const organization = await scene.organization(owner);
    const [own] = (await send(owner, "GET", `/Organizations/${organization}/accountOrganizations`)).body as {
      id: string;
    }[];
    expect(await send(owner, "DELETE", `/AccountOrganizations/${own?.id}`)).toMatchObject({
      status: 422,
      body: { error: { code: "LAST_ADMIN" } },
    });
  });
});
