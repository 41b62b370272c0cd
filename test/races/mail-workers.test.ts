import { afterAll, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.js";
import { enqueue, mailWorker, plainMail } from "../mail/support.js";
import { testDatabase } from "../support/database.js";
import { patient } from "../support/patience.js";
import { rounds, times } from "../support/race.js";
import { smtpServer } from "../support/smtp.js";

const { database, connection, close } = await testDatabase();
const smtp = await smtpServer();
afterAll(async () => {
  await smtp.close();
  await close();
});

test("workers of several instances send fifty mails once each, and share them", async () => {
  const instances = times(3, () => openDatabase({ connection, ...patient }));
  try {
    const mails = times(50, () => plainMail());
    await enqueue(database, ...mails);
    const workers = instances.map((instance) =>
      mailWorker(instance, { SMTP_URL: smtp.url, MAIL_CONNECTIONS: "4" }, { pollMs: 10 }),
    );
    await smtp.until(50);
    await Promise.all(workers.map((worker) => worker.stop(30_000)));
    expect(smtp.arrived.flatMap(({ to }) => to).sort()).toEqual(mails.map(({ recipient }) => recipient).sort());
    expect(await database.prisma.outboxMail.count({ where: { sentAt: null } })).toBe(0);
    const sent = workers.map(({ lines }) => lines.filter(({ msg }) => msg === "a mail was sent").length);
    expect(sent.reduce((sum, count) => sum + count)).toBe(50);
    expect(sent.filter((count) => count > 0).length).toBeGreaterThan(1);
  } finally {
    for (const instance of instances) await instance.close();
  }
});

test("mails that are put into the outbox while many workers look arrive once each", async () => {
  smtp.arrived.length = 0;
  const workers = times(4, () => mailWorker(database, { SMTP_URL: smtp.url }, { pollMs: 5 }));
  const arrange = () => Promise.resolve(plainMail());
  const wanted: string[] = [];
  await rounds(40, arrange, async (mail) => {
    wanted.push(mail.recipient);
    await enqueue(database, mail);
  });
  await smtp.until(40);
  await Promise.all(workers.map((worker) => worker.stop(30_000)));
  expect(smtp.arrived.flatMap(({ to }) => to).sort()).toEqual(wanted.sort());
});
