import type { Transaction } from "../../database/open.js";
import { zoneOf } from "../organization/zone.js";

/** What an organization counts with: its currency, and the zone of its days. */
export interface Books {
  currencyId: string;
  zone: string;
}

/** The organization's, as they are under its lock. */
export async function booksOf(tx: Transaction, organizationId: string): Promise<Books> {
  const { currencyId, timezone } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { currencyId: true, timezone: true },
  });
  return { currencyId, zone: zoneOf(timezone) };
}
