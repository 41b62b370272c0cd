import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.js";
import { smtpServer } from "../support/smtp.js";
import { enqueue, inOutbox, mailWorker, plainMail, token, tokenMail } from "./support.js";

const { database, close } = await testDatabase();
const smtp = await smtpServer();
afterAll(async () => {
  await smtp.close();
  await close();
});

test("without a mail server each mail is told of once, whoever starts how often, and is sent once there is one", async () => {
  const early = tokenMail({ recipient: "ada@example.com" });
  await enqueue(database, early);
  const first = mailWorker(database, {});
  await first.until(/a mail waits/);
  await enqueue(database, plainMail({ recipient: "grace@example.com" }));
  await first.until(/a mail waits/, 2);
  await first.stop(0);
  const second = mailWorker(database, {});
  await enqueue(database, plainMail({ recipient: "mary@example.com" }));
  await second.until(/a mail waits/);
  await second.stop(0);
  const told = [...first.lines, ...second.lines];
  expect(told.map(({ kind, to }) => [kind, to])).toEqual([
    ["verification", "a…@example.com"],
    ["password-changed", "g…@example.com"],
    ["password-changed", "m…@example.com"],
  ]);
  expect(JSON.stringify(told)).not.toContain(token);
  expect(await inOutbox(database, early.recipient)).toMatchObject({ sentAt: null, attempts: 0, secret: token });

  const sending = mailWorker(database, { SMTP_URL: smtp.url });
  await smtp.until(3);
  await sending.stop(10_000);
  expect(smtp.arrived.flatMap(({ to }) => to).sort()).toEqual([
    "ada@example.com",
    "grace@example.com",
    "mary@example.com",
  ]);
});

test("a mail that was sent or given up is forgotten after so many days, and one that waits is not", async () => {
  await database.prisma.outboxMail.deleteMany();
  const long = new Date(Date.now() - 31 * 24 * 3_600_000);
  const [sent, failed, waiting, young] = [plainMail(), plainMail(), plainMail(), plainMail()];
  await enqueue(database, sent, failed, waiting, young);
  const { outboxMail } = database.prisma;
  await outboxMail.updateMany({ where: { recipient: { not: young.recipient } }, data: { createdAt: long } });
  await outboxMail.updateMany({
    where: { recipient: { in: [sent.recipient, young.recipient] } },
    data: { sentAt: long },
  });
  await outboxMail.updateMany({ where: { recipient: failed.recipient }, data: { failedAt: long } });
  const worker = mailWorker(database, { MAIL_KEEP_DAYS: "30" });
  await worker.until(/a mail waits/);
  await worker.stop(0);
  const left = await outboxMail.findMany({ orderBy: { id: "asc" } });
  expect(left.map(({ recipient }) => recipient)).toEqual([waiting.recipient, young.recipient]);
});
