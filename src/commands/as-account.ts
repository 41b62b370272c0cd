import { systemContext } from "../context.js";
import { operatorCaller } from "../domain/account/operator-caller.js";
import type { Context } from "../domain/context.js";
import { CommandFailed } from "./run.js";

/** The context of a command that acts as the account that has the address. Errors: CommandFailed where none has it. */
export async function asAccount({ database, log }: Context, email: string): Promise<Context> {
  const context = systemContext(database, log);
  const caller = await operatorCaller(context, email);
  if (!caller) throw new CommandFailed(`No account has the address ${email}.`);
  return systemContext(database, log, caller);
}
