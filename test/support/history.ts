import type { Database } from "../../src/database/open.js";

/** What the audit log tells of an object, oldest first, without what differs from run to run. */
export async function historyOf(database: Database, objectId: string) {
  const rows = await database.prisma.auditLog.findMany({
    where: { objectId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return rows.map(({ action, actorId, organizationId, from, to }) => ({ action, actorId, organizationId, from, to }));
}
