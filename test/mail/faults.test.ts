import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { sql } from "../../src/database/sql.js";
import { voidMails } from "../../src/domain/mail/outbox.js";
import { giveUpUncertain, uncertain } from "../../src/domain/mail/tidy-outbox.js";
import { waitingMails, passedOn, sendAgain } from "../../src/domain/mail/waiting-mails.js";
import { pauseAfter } from "../../src/mail/pauses.js";
import { testDatabase } from "../support/database.js";
import { moment, never, refusal, smtpServer } from "../support/smtp.js";
import { enqueue, inOutbox, mailWorker, makeDue, plainMail, token, tokenMail } from "./support.js";

const { database, close } = await testDatabase();
const smtp = await smtpServer();
afterAll(async () => {
  await smtp.close();
  await close();
});
afterEach(async () => {
  smtp.arrived.length = 0;
  smtp.behaviour = {};
  await database.prisma.outboxMail.deleteMany();
});

const worker = (more: Record<string, string> = {}, tuned: Parameters<typeof mailWorker>[2] = {}) =>
  mailWorker(database, { SMTP_URL: smtp.url, ...more }, tuned);
const tryingAgain = /trying again/;
const givenUp = /given up/;

/** Lets the attempt fail that the server's behaviour makes fail, and answers what the outbox says then. */
async function failing(settings: Record<string, string> = {}, end = tryingAgain) {
  const wanted = tokenMail();
  await enqueue(database, wanted);
  const running = worker(settings);
  const [line] = await running.until(end);
  const row = await inOutbox(database, wanted.recipient);
  return { wanted, running, line, row };
}

/** The server behaves again: the same mail arrives, and once. */
async function thenArrives({ wanted, running }: Awaited<ReturnType<typeof failing>>) {
  smtp.behaviour = {};
  await makeDue(database);
  running.wake();
  await smtp.until(1);
  await running.stop(10_000);
  expect(smtp.arrived.map(({ to }) => to)).toEqual([[wanted.recipient]]);
  expect(await inOutbox(database, wanted.recipient)).toMatchObject({
    attempts: 2,
    secret: null,
    lastError: null,
  });
}

describe("a mail is tried again, and arrives once, after a server that", () => {
  test("refuses for now", async () => {
    smtp.behaviour.recipient = () => refusal(450, "come back later");
    const failed = await failing();
    expect(failed.row).toMatchObject({ sentAt: null, failedAt: null, attempts: 1, secret: token, handedOverAt: null });
    expect(failed.row.lastError).toBe("Can't send mail - all recipients were rejected: 450 come back later");
    expect(failed.line).toMatchObject({ mail: failed.row.id, kind: "verification", attempts: 1, pauseMs: 3_600_000 });
    await thenArrives(failed);
  });

  test("has all of the mail and refuses it for now", async () => {
    smtp.behaviour.whole = () => refusal(451, "the disk is full");
    const failed = await failing();
    expect(failed.row).toMatchObject({
      failedAt: null,
      handedOverAt: null,
      lastError: "Message failed: 451 the disk is full",
    });
    await thenArrives(failed);
  });

  test("breaks the connection in the middle of the mail", async () => {
    smtp.behaviour.firstBytes = smtp.cut;
    const failed = await failing();
    expect(failed.row.lastError).toMatch(/closed unexpectedly|ECONNRESET|EPIPE/);
    await thenArrives(failed);
  });

  test("breaks the connection when it has all of the mail, instead of accepting it", async () => {
    smtp.behaviour.whole = () => {
      smtp.cut();
      return never();
    };
    const failed = await failing();
    expect(failed.row).toMatchObject({ sentAt: null, failedAt: null, handedOverAt: null });
    await thenArrives(failed);
  });

  test("breaks the connection before it greets", async () => {
    smtp.behaviour.connect = () => {
      smtp.cut();
      return never();
    };
    await thenArrives(await failing());
  });

  test("never greets", async () => {
    smtp.behaviour.connect = () => never();
    const failed = await failing({ SMTP_TIMEOUT_MS: "200" });
    expect(failed.row.lastError).toMatch(/did not take the mail within 200 ms|Greeting never received/);
    await thenArrives(failed);
  });

  test("greets, and never answers a command", async () => {
    smtp.behaviour.recipient = () => never();
    const failed = await failing({ SMTP_TIMEOUT_MS: "200" });
    expect(failed.row.lastError).toBe("The mail server did not take the mail within 200 ms.");
    await thenArrives(failed);
  });

  test("has all of the mail and never says what it does with it", async () => {
    smtp.behaviour.whole = () => never();
    const failed = await failing({ SMTP_REPLY_TIMEOUT_MS: "200" });
    expect(failed.row).toMatchObject({ failedAt: null, handedOverAt: null, lastError: "Timeout" });
    await thenArrives(failed);
  });

  test("is not there", async () => {
    const nobody = createServer().listen(0, "127.0.0.1");
    await once(nobody, "listening");
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, "close");
    const { wanted, row, running } = await failing({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await running.stop(10_000);
    expect(row.lastError).toContain("ECONNREFUSED");
    await makeDue(database);
    const another = worker();
    await smtp.until(1);
    await another.stop(10_000);
    expect(smtp.arrived.map(({ to }) => to)).toEqual([[wanted.recipient]]);
  });

  test("refuses the login, which the operator can mend", async () => {
    const strict = await smtpServer({
      authOptional: false,
      onAuth: (_auth, _session, callback) => callback(refusal(535, "the password s3cr%t is wrong")),
    });
    const failed = await failing({ SMTP_URL: strict.url.replace("//", "//orgate:s3cr%25t@") });
    await failed.running.stop(10_000);
    await strict.close();
    expect(failed.row).toMatchObject({ sentAt: null, failedAt: null });
    expect(failed.row.lastError).toContain("535 the password … is wrong");
    expect(JSON.stringify([failed.running.lines, failed.row])).not.toMatch(/s3cr%/);
  });
});

describe("a mail is given up, and the operator is told why,", () => {
  test("at once where its recipient is refused for good", async () => {
    smtp.behaviour.recipient = () => refusal(550, "nobody has this address");
    const { row, running, line, wanted } = await failing({}, givenUp);
    await running.stop(10_000);
    const reason = "Can't send mail - all recipients were rejected: 550 nobody has this address";
    expect(row).toMatchObject({ sentAt: null, attempts: 1, lastError: reason });
    expect(row.failedAt).toBeInstanceOf(Date);
    expect(line).toMatchObject({ mail: row.id, error: reason });
    expect((await waitingMails({ database })).map(({ recipient }) => recipient)).toEqual([wanted.recipient]);
  });

  test("at once where the mail itself is refused for good", async () => {
    smtp.behaviour.whole = () => refusal(554, "this looks like spam");
    const { row, running } = await failing({}, givenUp);
    await running.stop(10_000);
    expect(row).toMatchObject({ lastError: "Message failed: 554 this looks like spam" });
    expect(row.failedAt).toBeInstanceOf(Date);
  });

  test("when it has become too old", async () => {
    smtp.behaviour.recipient = () => refusal(450, "come back later");
    const failed = await failing({ MAIL_GIVE_UP_HOURS: "72" });
    await database.prisma.$executeRaw(sql`/* test: three days later */
      UPDATE "OutboxMail" SET "createdAt" = "createdAt" - interval '72 hours'`);
    await makeDue(database);
    failed.running.wake();
    await failed.running.until(givenUp);
    await failed.running.stop(10_000);
    const row = await inOutbox(database, failed.wanted.recipient);
    expect(row).toMatchObject({ attempts: 2, lastError: expect.stringContaining("450 come back later") as string });
    expect(row.failedAt).toBeInstanceOf(Date);
  });

  test("where nobody can write it, and the others are sent", async () => {
    const strange = plainMail({ kind: "access-granted", data: { role: "emperor" } });
    const fine = plainMail();
    await enqueue(database, strange, fine);
    const running = worker();
    await running.until(givenUp);
    await smtp.until(1);
    await running.stop(10_000);
    const row = await inOutbox(database, strange.recipient);
    expect(row.lastError).toBe("what this mail is about cannot be read: organizationName, role");
    expect(smtp.arrived.map(({ to }) => to)).toEqual([[fine.recipient]]);
  });

  test("and is sent on the operator's word, once", async () => {
    smtp.behaviour.recipient = () => refusal(550, "nobody has this address");
    const failed = await failing({}, givenUp);
    await makeDue(database);
    smtp.behaviour.recipient = () => null;
    expect(await sendAgain({ database }, failed.row.id)).toBe(true);
    failed.running.wake();
    await smtp.until(1);
    await failed.running.stop(10_000);
    expect(await sendAgain({ database }, failed.row.id)).toBe(false);
    expect(smtp.arrived).toHaveLength(1);
  });

  test("and is not sent any more once the operator has passed it on", async () => {
    smtp.behaviour.recipient = () => refusal(550, "nobody has this address");
    const { row, running } = await failing({}, givenUp);
    await running.stop(10_000);
    expect([await passedOn({ database }, row.id), await passedOn({ database }, row.id)]).toEqual([true, false]);
    expect(await waitingMails({ database })).toEqual([]);
    expect(await database.prisma.outboxMail.findUnique({ where: { id: row.id } })).toMatchObject({ secret: null });
  });
});

test("a mail that is made void while it is being sent is kept back at the last moment", async () => {
  const wanted = tokenMail({ accountId: "65a000000000000000000001" });
  smtp.behaviour.recipient = async () => {
    await database.transaction((tx) => voidMails(tx, "65a000000000000000000001", "verification"));
    return null;
  };
  await enqueue(database, wanted);
  const running = worker();
  await running.until(/kept back/);
  await running.stop(10_000);
  expect(smtp.arrived).toEqual([]);
  expect(await inOutbox(database, wanted.recipient)).toMatchObject({ sentAt: null, handedOverAt: null, secret: null });
});

test("a worker that was frozen, and whose mail another has taken meanwhile, keeps it back", async () => {
  const wanted = plainMail();
  smtp.behaviour.recipient = async () => {
    await database.prisma.$executeRaw(sql`/* test: the lease was over, and another worker came */
      UPDATE "OutboxMail" SET "claim" = 'another'`);
    return null;
  };
  await enqueue(database, wanted);
  const running = worker();
  await running.until(/kept back/);
  await running.stop(10_000);
  expect(smtp.arrived).toEqual([]);
  expect(await inOutbox(database, wanted.recipient)).toMatchObject({
    claim: "another",
    sentAt: null,
    handedOverAt: null,
  });
});

describe("a worker that is told to stop", () => {
  test("gives back at once what the mail server does not have, as if it had not been tried", async () => {
    const asked = moment();
    smtp.behaviour.recipient = () => {
      asked.come();
      return never();
    };
    const wanted = plainMail();
    await enqueue(database, wanted);
    const running = worker();
    await asked.came;
    await running.stop(60_000);
    expect(await inOutbox(database, wanted.recipient)).toMatchObject({ attempts: 0, claim: null, lastError: null });
    delete smtp.behaviour.recipient;
    const next = worker();
    await smtp.until(1);
    await next.stop(10_000);
    expect(smtp.arrived).toHaveLength(1);
  });

  test("waits for the answer about what the mail server has", async () => {
    let accept: (answer: null) => void = () => undefined;
    const whole = moment();
    smtp.behaviour.whole = () => {
      whole.come();
      return new Promise((resolve) => (accept = resolve));
    };
    const wanted = tokenMail();
    await enqueue(database, wanted);
    const running = worker();
    await whole.came;
    const stopped = running.stop(60_000);
    accept(null);
    await stopped;
    expect((await inOutbox(database, wanted.recipient)).sentAt).toBeInstanceOf(Date);
  });

  test("does not send a second time what the mail server may have accepted: the operator decides", async () => {
    const whole = moment();
    smtp.behaviour.counted = () => {
      whole.come();
      return never();
    };
    const wanted = tokenMail();
    await enqueue(database, wanted);
    const running = worker();
    await whole.came;
    await running.stop(0);
    await makeDue(database);
    delete smtp.behaviour.counted;
    const next = worker();
    await next.until(/may or may not have been sent/);
    await next.stop(10_000);
    expect(smtp.arrived).toHaveLength(1);
    const [row] = await waitingMails({ database });
    expect(row).toMatchObject({ recipient: wanted.recipient, lastError: uncertain, secret: token, sentAt: null });
    expect(await giveUpUncertain(database)).toEqual([]);
  });
});

test("pauses grow from a second to a quarter of an hour, each with up to half of it left out by chance", () => {
  expect([1, 2, 3, 4, 10, 11, 12, 1_000].map((attempts) => pauseAfter(attempts, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 512_000, 900_000, 900_000, 900_000,
  ]);
  expect([pauseAfter(1, 1), pauseAfter(12, 0.5)]).toEqual([500, 675_000]);
});
