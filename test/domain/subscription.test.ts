import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/database/sql.js";
import { subscriptionAt } from "../../src/domain/organization/subscription.js";
import { type TestApp, testApp } from "../support/app.js";
import { type Rest, rest } from "../support/rest.js";
import { stageFor, visitors } from "../support/stage.js";
import { type World, world } from "../support/world.js";

const id = "5e9e92107f186e000eda0901";
const at = (text: string) => new Date(text.length === 10 ? `${text}T12:30:15.250Z` : text);
const period = (activatedAt: Date, now: Date, deactivatedAt: Date | null = null) => {
  const { currentPeriodStart, currentPeriodEnd, licensedUntil, status } = subscriptionAt({
    id,
    active: deactivatedAt === null,
    activatedAt,
    deactivatedAt,
    now,
  });
  expect(licensedUntil).toEqual(currentPeriodEnd);
  return [status, currentPeriodStart.toISOString(), currentPeriodEnd.toISOString()];
};
const shown = (text: string) => at(text).toISOString();

describe("a licence", () => {
  it.each([
    ["2026-01-15", "2026-01-15", "2026-01-15", "2026-02-15"],
    ["2026-01-15", "2026-02-15T12:30:15.249Z", "2026-01-15", "2026-02-15"],
    ["2026-01-15", "2026-02-15T12:30:15.250Z", "2026-02-15", "2026-03-15"],
    ["2026-01-31", "2026-02-01", "2026-01-31", "2026-02-28"],
    ["2026-01-31", "2026-02-28", "2026-02-28", "2026-03-31"],
    ["2026-01-31", "2026-03-30", "2026-02-28", "2026-03-31"],
    ["2026-01-31", "2026-03-31", "2026-03-31", "2026-04-30"],
    ["2024-01-31", "2024-02-10", "2024-01-31", "2024-02-29"],
    ["2024-02-29", "2025-02-28", "2025-02-28", "2025-03-29"],
    ["2025-12-31", "2026-01-01", "2025-12-31", "2026-01-31"],
    ["2026-01-15", "2025-06-01", "2026-01-15", "2026-02-15"],
  ])("that began on %s is on %s in the month from %s to %s", (activated, now, start, end) => {
    expect(period(at(activated), at(now))).toEqual(["active", shown(start), shown(end)]);
  });

  it("of a deactivated organization ends with the month that was running then", () => {
    expect(period(at("2026-01-31"), at("2026-09-01"), at("2026-03-05"))).toEqual([
      "inactive",
      shown("2026-02-28"),
      shown("2026-03-31"),
    ]);
  });

  it("always is in a month that has begun and is not over, and months follow each other", () => {
    const instant = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.nat(3_000_000_000_000), (activatedAt, later) => {
        const now = new Date(activatedAt.getTime() + later);
        const [, start = "", end = ""] = period(activatedAt, now);
        expect(start <= now.toISOString() && now.toISOString() < end).toBe(true);
        expect(period(activatedAt, new Date(end))[1]).toBe(end);
        const days = (new Date(end).getTime() - new Date(start).getTime()) / 86_400_000;
        expect(days >= 28 && days <= 31).toBe(true);
      }),
    );
  });
});

describe("who may see it", () => {
  let app: TestApp;
  let call: Rest;
  let scene: World;
  beforeAll(async () => {
    app = await testApp();
    call = rest(app);
    scene = world(app.database);
  });
  afterAll(() => app.close());

  const fields = "organizationId status activatedAt currentPeriodStart currentPeriodEnd licensedUntil";
  const verdicts: Record<(typeof visitors)[number], [rest: number, graphql: string]> = {
    anonymous: [401, "UNAUTHENTICATED"],
    stranger: [404, "null"],
    pending: [404, "null"],
    rejected: [404, "null"],
    disabled: [404, "null"],
    readonly: [401, "FORBIDDEN"],
    default: [401, "FORBIDDEN"],
    admin: [200, "subscription"],
  };

  it.each(visitors)("%s, at both doors, of active and deactivated organizations", async (visitor) => {
    const { stage, actor } = await stageFor(scene, visitor);
    for (const organization of [stage.organization, stage.deactivated]) {
      const { status, body } = await call(actor, "GET", `/Organizations/${organization}/subscription`);
      const answer = await app.graphql(actor, `{ organization(id: "${organization}") { subscription { ${fields} } } }`);
      const found = (answer.data as { organization?: { subscription?: Record<string, unknown> | null } | null } | null)
        ?.organization?.subscription;
      expect([status, answer.codes()[0] ?? (found ? "subscription" : "null")]).toEqual(verdicts[visitor]);
      if (!found) continue;
      expect({ ...found, status: String(found.status).toLowerCase() }).toEqual(body);
      expect(body).toMatchObject({
        organizationId: organization,
        status: organization === stage.deactivated ? "inactive" : "active",
      });
    }
  });

  it("an organization that was activated anew is counted anew, by the database's clock", async () => {
    const owner = await scene.passwordless();
    const organization = await scene.organization(owner);
    await app.database.read(sql`/* test: long ago */
      UPDATE "Organization" SET "activatedAt" = statement_timestamp() - interval '400 days' WHERE "id" = ${organization}`);
    await scene.deactivate(owner, organization);
    await call(owner, "POST", `/Organizations/${organization}/activate`);
    const { body } = await call(owner, "GET", `/Organizations/${organization}/subscription`);
    const { activatedAt, currentPeriodStart } = body as Record<string, string>;
    expect([currentPeriodStart, Date.now() - Date.parse(activatedAt ?? "") < 60_000]).toEqual([activatedAt, true]);
  });
});
