import { type DestinationStream, type Logger, pino } from "pino";

/** Structured logs. What could be a secret is cut out wherever a log line might carry it. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: {
      paths: [
        "password",
        "token",
        "*.password",
        "*.token",
        "headers.authorization",
        'headers["x-access-token"]',
        "headers.cookie",
        "*.headers.authorization",
        '*.headers["x-access-token"]',
        "*.headers.cookie",
      ],
      censor: "[secret]",
    },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

const longest = 2_000;

/** An error for the log: type, message and stack, without the parameters that a database driver attaches. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: "a value that is no Error was thrown" };
  return {
    type: error.name,
    message: error.message.slice(0, longest),
    stack: error.stack?.slice(0, longest * 2),
    ...(error.cause instanceof Error
      ? { cause: { type: error.cause.name, message: error.cause.message.slice(0, longest) } }
      : {}),
  };
}
