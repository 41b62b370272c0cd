import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { sql } from "../../src/database/sql.js";
import { enqueueMail, type Mail } from "../../src/domain/mail/outbox.js";
import { testDatabase } from "../support/database.js";
import { kindsTo } from "../support/outbox.js";
import { freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account } = world(database);

const mail = (more: Partial<Mail> = {}): Mail => ({
  kind: "access-granted",
  event: newId(),
  recipient: freshEmail(),
  locale: null,
  accountId: null,
  data: {},
  expiresAt: null,
  ...more,
});
const enqueue = (wanted: Mail) => database.transaction((tx) => enqueueMail(tx, wanted));

test("of one event there is one mail of a kind, however often it is put into the outbox", async () => {
  const wanted = mail();
  await enqueue(wanted);
  await enqueue(wanted);
  await enqueue({ ...wanted, kind: "invitation" });
  expect(await kindsTo(database, wanted.recipient)).toEqual(["access-granted", "invitation"]);
});

test("a mail whose cause did not happen is not in the outbox", async () => {
  const wanted = mail();
  const act = database.transaction(async (tx) => {
    await enqueueMail(tx, wanted);
    throw new Error("the cause fails after all");
  });
  await expect(act).rejects.toThrow("the cause fails after all");
  expect(await kindsTo(database, wanted.recipient)).toEqual([]);
});

test("the database keeps no token of a mail that was sent, and none in other kinds of mail", async () => {
  const wanted = mail({ kind: "verification", secret: "S" });
  await enqueue(wanted);
  const sent = database.prisma.outboxMail.updateMany({
    where: { recipient: wanted.recipient },
    data: { sentAt: new Date() },
  });
  await expect(sent).rejects.toThrow("OutboxMail_secret");
  for (const kind of ["access-granted", "address-changed", "password-changed"] as const) {
    await expect(enqueue(mail({ kind, secret: "S" }))).rejects.toThrow("OutboxMail_secret");
  }
  const erased = await database.prisma.outboxMail.updateMany({
    where: { recipient: wanted.recipient },
    data: { sentAt: new Date(), secret: null },
  });
  expect(erased.count).toBe(1);
});

test("a mailed token is nowhere but in its mail: neither in the table of tokens nor in the history", async () => {
  const { email } = await account({ verified: false });
  const { secret } = await database.prisma.outboxMail.findFirstOrThrow({ where: { recipient: email } });
  expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
  const [elsewhere] = await database.read<{ found: boolean }>(sql`/* test: the token in any other table */
    SELECT EXISTS (SELECT 1 FROM "MailToken" t WHERE t::text LIKE ${`%${secret}%`})
      OR EXISTS (SELECT 1 FROM "AuditLog" t WHERE t::text LIKE ${`%${secret}%`}) AS "found"`);
  expect(elsewhere).toEqual({ found: false });
});
