/** Prints a new access token of an account: npm run token -- EMAIL [TTL_SECONDS] */
import { operatorToken } from "../domain/account/operator-token.js";
import { CommandFailed, run } from "./run.js";

await run(async (open) => {
  const [, , email, seconds] = process.argv;
  if (!email) throw new CommandFailed("Whose token? npm run token -- EMAIL [TTL_SECONDS], where -1 is for ever");
  if (seconds !== undefined && !/^-?\d+$/.test(seconds)) {
    throw new CommandFailed(`The life time is a whole number of seconds, not ${seconds}.`);
  }
  const issued = await operatorToken(await open(), email, seconds === undefined ? {} : { ttl: Number(seconds) });
  if (!issued) throw new CommandFailed(`No account has the address ${email}.`);
  process.stdout.write(`${issued.token}\n`);
});
