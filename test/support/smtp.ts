import { EventEmitter, once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail as it arrived, in the order of arrival. */
export interface Arrived {
  from: string;
  to: string[];
  raw: string;
  mail: Email;
}

export interface TestSmtp {
  /** For SMTP_URL. */
  url: string;
  port: number;
  arrived: Arrived[];
  /** What it does otherwise than accepting everything; tests set and delete it as they go. */
  behaviour: Behaviour;
  /** Resolves once so many mails have arrived. */
  until: (count: number) => Promise<void>;
  /** Breaks every open connection, as a server does that dies. */
  cut: () => void;
  close: () => Promise<void>;
}

type Answer = Error | null;

export interface Behaviour {
  connect?: () => Answer | Promise<Answer>;
  recipient?: (address: string) => Answer | Promise<Answer>;
  /** When the first bytes of a mail have come. */
  firstBytes?: () => void;
  /** When all of a mail has come, before it is counted as arrived. */
  whole?: (address: string) => Answer | Promise<Answer>;
  /** When it is counted, before the client is told. */
  counted?: () => void | Promise<void>;
}

/** A refusal with a code of its own, such as 450 or 550. */
export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A promise, and the function that resolves it: for a server that tells when it was asked something. */
export function moment(): { come: () => void; came: Promise<void> } {
  let come: () => void = () => undefined;
  const came = new Promise<void>((resolve) => (come = resolve));
  return { come, came };
}

export const never = <Result>(): Promise<Result> => new Promise(() => undefined);

/** A real mail server on the loopback address. It offers no TLS, and no login unless told to. */
export async function smtpServer(options: SMTPServerOptions = {}): Promise<TestSmtp> {
  const events = new EventEmitter().setMaxListeners(0);
  const arrived: Arrived[] = [];
  const self: Pick<TestSmtp, "behaviour"> = { behaviour: {} };
  const sockets = new Set<Socket>();

  const answer = (given: Answer | Promise<Answer> | undefined, callback: (error?: Error | null) => void) => {
    void Promise.resolve(given ?? null).then(callback);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, callback) => answer(self.behaviour.connect?.(), callback),
    onRcptTo: ({ address }, _session, callback) => answer(self.behaviour.recipient?.(address), callback),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        if (chunks.push(chunk) === 1) self.behaviour.firstBytes?.();
      });
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        const finish = async () => {
          const refused = await self.behaviour.whole?.(to[0] ?? "");
          if (refused) return refused;
          const raw = Buffer.concat(chunks).toString("latin1");
          const mail = await PostalMime.parse(Buffer.concat(chunks));
          arrived.push({ from: mailFrom ? mailFrom.address : "", to, raw, mail });
          events.emit("arrived");
          await self.behaviour.counted?.();
          return null;
        };
        answer(finish(), callback);
      });
    },
    ...options,
  });
  // A client that goes away in the middle is what these tests are about.
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return Object.assign(self, {
    url: `smtp://127.0.0.1:${port}`,
    port,
    arrived,
    until: async (count: number) => {
      while (arrived.length < count) await once(events, "arrived");
    },
    cut,
    close: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  });
}
