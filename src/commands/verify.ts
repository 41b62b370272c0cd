/** Marks an e-mail address as verified, and links the invitations that wait for it: npm run verify -- EMAIL */
import { verifyEmail } from "../domain/account/verify-email.js";
import { CommandFailed, run } from "./run.js";

await run(async (open) => {
  const [, , email] = process.argv;
  if (!email) throw new CommandFailed("Which address? npm run verify -- EMAIL");
  const accountId = await verifyEmail(await open(), email);
  if (accountId === null) throw new CommandFailed(`No account has the address ${email}.`);
  process.stdout.write(`${email} is verified (account ${accountId}).\n`);
});
