import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load, dataset } from "../load/support.js";
import { type TestApp, testApp } from "../support/app.js";
import { type RestAnswer, rest } from "../support/rest.js";
import recorded from "../support/filter-cases.json" with { type: "json" };

/** What was measured of the original service: requests over the recorded data set, with the answers to expect. */

interface Expectation {
  status?: number;
  code?: string;
  /** Exactly these, in this order. */
  ids?: string[];
  count?: number;
  rows?: Record<string, unknown>[];
  rowMatch?: string;
  presentKeys?: string[];
  absentKeys?: string[];
  absentOrNullKeys?: string[];
  forbiddenAnywhere?: string[];
  /** Any of these will do. */
  oneOf?: (Expectation & { id?: string })[];
  id?: string;
}

interface Case {
  id: string;
  name: string;
  path: string;
  query: string;
  endpoint: string;
  level: string;
  expect: Expectation;
}

const cases = recorded.cases as Case[];
const binding = cases.filter(({ level }) => level !== "optional");
const optional = cases.filter(({ level }) => level === "optional");

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await testApp();
  await load(app.database, dataset());
  const answer = await app.app.inject({
    method: "POST",
    url: "/v1/Accounts/login",
    payload: { email: "owner@example.com", password: ownerPassword() },
  });
  token = answer.json<{ id: string }>().id;
});
afterAll(() => app.close());

const ownerPassword = (): string => {
  const owner = (dataset() as { accounts: { email: string; password?: string }[] }).accounts.find(
    ({ email }) => email === "owner@example.com",
  );
  if (!owner?.password) throw new Error("the data set has no password for its owner");
  return owner.password;
};

const answerTo = ({ path, query }: Case): Promise<RestAnswer> =>
  rest(app)(token, "GET", query === "" ? path : `${path}?${query}`);

function check({ status, body }: RestAnswer, expected: Expectation): void {
  expect(status, JSON.stringify(body)).toBe(expected.status ?? 200);
  if (expected.code) expect(body).toMatchObject({ error: { code: expected.code } });
  if (expected.count !== undefined) expect(body).toEqual({ count: expected.count });
  if (expected.id) expect(body).toMatchObject({ id: expected.id });
  const rows = (Array.isArray(body) ? body : [body]) as Record<string, unknown>[];
  if (expected.ids) expect(rows.map(({ id }) => id)).toEqual(expected.ids);
  if (expected.rows) {
    if (expected.rowMatch === "exact") expect(rows).toEqual(expected.rows);
    else expect(rows).toMatchObject(expected.rows);
    expect(rows).toHaveLength(expected.rows.length);
  }
  for (const row of rows) {
    for (const key of expected.presentKeys ?? []) expect(row).toHaveProperty([key]);
    for (const key of expected.absentKeys ?? []) expect(row).not.toHaveProperty([key]);
    for (const key of expected.absentOrNullKeys ?? []) expect(row[key] ?? null).toBeNull();
  }
  for (const key of expected.forbiddenAnywhere ?? []) expect(JSON.stringify(body)).not.toContain(`"${key}":`);
}

function checkAny(answered: RestAnswer, expected: Expectation): void {
  if (!expected.oneOf) {
    check(answered, expected);
    return;
  }
  const failures = expected.oneOf.map((one) => {
    try {
      check(answered, one);
      return null;
    } catch (error) {
      return error;
    }
  });
  if (!failures.includes(null)) throw failures[0];
}

describe("a recorded request is answered as it was, or as was decided to be better", () => {
  it.each(binding.map((one) => [one.id, one.name, one] as const))("%s: %s", async (_id, _name, one) => {
    checkAny(await answerTo(one), one.expect);
  });
});

describe("a recorded request whose answer is free is no fault", () => {
  it.each(optional.map((one) => [one.id, one.name, one] as const))("%s: %s", async (_id, _name, one) => {
    expect((await answerTo(one)).status).toBeLessThan(500);
  });
});

it("there are as many cases as were recorded", () => {
  expect([binding.length, optional.length]).toEqual([158, 20]);
});
