import type { Logger } from "pino";
import { systemContext } from "../src/context.js";
import type { Database } from "../src/database/open.js";
import { loadFile } from "../src/domain/load/load-file.js";
import { chance, idMaker } from "./seed-chance.js";
import { books } from "./seed-ledger.js";
import { demo, people } from "./seed-people.js";
import { bakeryTrade, harborTrade, studioTrade } from "./seed-words.js";

export { demo } from "./seed-people.js";

/**
 * Makes the demo world: an owner with three organizations in three countries, members in every state, and two years of
 * documents and payments in two currencies each. It is loaded like a file that somebody brings, in one transaction, so that
 * a demo that is ended while it begins leaves either all of it or nothing. Changes nothing where the owner is there already.
 * Answers the owner's account id.
 */
export async function seed(database: Database, log: Logger, now = new Date()): Promise<string> {
  const existing = await database.prisma.account.findUnique({ where: { emailKey: demo.email } });
  if (existing) return existing.id;
  const { owner, file } = demoWorld(now);
  await loadFile(systemContext(database, log), file);
  return owner;
}

/** The world as lists of objects, the same for everybody on the same day. */
export function demoWorld(now: Date) {
  const newId = idMaker();
  const luck = chance(2014);
  const { lists, owner, studio, bakery, harbor } = people(newId, now);
  const ledgers = [
    books(newId, now, luck, {
      organization: studio,
      trade: studioTrade,
      zone: "Europe/Ljubljana",
      foreign: { from: "USD", to: "EUR", hundred: 92 },
      busy: 6,
    }),
    books(newId, now, luck, {
      organization: bakery,
      trade: bakeryTrade,
      zone: "Europe/Berlin",
      foreign: { from: "CHF", to: "EUR", hundred: 104 },
      busy: 4,
    }),
    books(newId, now, luck, {
      organization: harbor,
      trade: harborTrade,
      zone: "America/New_York",
      foreign: { from: "EUR", to: "USD", hundred: 108 },
      busy: 2,
    }),
  ];
  return {
    owner,
    file: {
      ...lists,
      documents: ledgers.flatMap(({ documents }) => documents),
      documentCategories: ledgers.flatMap(({ documentCategories }) => documentCategories),
      payments: ledgers.flatMap(({ payments }) => payments),
    },
  };
}
