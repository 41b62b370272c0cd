import { afterAll, expect, test } from "vitest";
import { createCategory } from "../../src/domain/category/create-category.js";
import { deactivateOrganization } from "../../src/domain/organization/activation.js";
import { testDatabase } from "../support/database.js";
import { race, rounds, times } from "../support/race.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization } = world(database);
const owner = await account();

test("nothing is written to an organization after its deactivation, whatever was under way", async () => {
  const arrange = async () => ({ id: await organization(owner), context: await owner.context() });
  await rounds(10, arrange, async ({ id, context }) => {
    const create = (index: number) => () => createCategory(context, id, { name: "n", alias: `a${index}` });
    const ends = await race(
      ...times(10, create),
      () => deactivateOrganization(context, id),
      ...times(10, (index) => create(index + 10)),
    );
    const [deactivation] = ends.splice(10, 1);
    expect(deactivation).toBe("done");
    expect(ends.filter((end) => end !== "done" && end !== "ORGANIZATION_INACTIVE")).toEqual([]);
    const made = await database.prisma.category.findMany({ where: { organizationId: id } });
    expect(made).toHaveLength(ends.filter((end) => end === "done").length);
    const { deactivatedAt } = await database.prisma.organization.findUniqueOrThrow({ where: { id } });
    expect(made.filter((row) => row.createdAt > (deactivatedAt ?? row.createdAt))).toEqual([]);
  });
});
