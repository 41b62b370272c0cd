import type { Logger } from "pino";
import { systemContext } from "../src/context.js";
import type { Database } from "../src/database/open.js";
import { signUp } from "../src/domain/account/sign-up.js";
import { authenticate } from "../src/domain/account/token.js";
import { verifyEmail } from "../src/domain/account/verify-email.js";
import { createCategory } from "../src/domain/category/create-category.js";
import { deleteCategory } from "../src/domain/category/delete-category.js";
import type { Context } from "../src/domain/context.js";
import { acceptInvitation, rejectInvitation } from "../src/domain/membership/answer-invitation.js";
import { inviteAccount } from "../src/domain/membership/invite-account.js";
import { disableAccess } from "../src/domain/membership/switch-access.js";
import { deactivateOrganization } from "../src/domain/organization/activation.js";
import { createOrganization } from "../src/domain/organization/create-organization.js";
import type { Role } from "../src/domain/policy.js";
import { categories } from "./seed-categories.js";

/** Everybody in the demo world has this password. */
export const demo = { email: "demo@example.com", password: "orbit-demo" };

/** Somebody of the demo world. */
interface Person {
  id: string;
  /** A request's worth of acting as this person. */
  context(): Promise<Context>;
}

/**
 * Makes the demo world by the use-cases that would make it in life: an owner with three organizations in three
 * countries, one of them deactivated, and members in every state. Changes nothing where the owner is there already.
 * Answers the owner's account id.
 */
export async function seed(database: Database, log: Logger): Promise<string> {
  const existing = await database.prisma.account.findUnique({ where: { emailKey: demo.email } });
  if (existing) return existing.id;

  const nobody = () => systemContext(database, log);
  const person = async (email: string, firstname: string, lastname: string, verified = true): Promise<Person> => {
    const { accountId, accessToken } = await signUp(nobody(), { email, password: demo.password, firstname, lastname });
    if (verified) await verifyEmail(nobody(), email);
    const context = async () => {
      const caller = await authenticate(database, accessToken.token);
      if (typeof caller === "string") throw new Error("a token that was issued a moment ago is not known");
      return systemContext(database, log, caller);
    };
    return { id: accountId, context };
  };

  const owner = await person(demo.email, "Dana", "Demo");
  const organization = async (fields: Record<string, unknown>) =>
    createOrganization(await owner.context(), owner.id, fields);
  const invite = async (organizationId: string, invitee: Person | string, role: Role) => {
    const who = typeof invitee === "string" ? { email: invitee } : { accountId: invitee.id };
    return inviteAccount(await owner.context(), organizationId, { ...who, role });
  };

  const studio = await organization({ name: "Orbit Studio d.o.o.", country: "Slovenia", ...studioFields });
  const bakery = await organization({ name: "Nordlicht Bäckerei GmbH", country: "Germany", ...bakeryFields });
  const harbor = await organization({ name: "Harbor & Pine LLC", country: "United States", ...harborFields });

  // At most three mails go to one address in ten minutes, so nobody is invited more often than that.
  const mira = await person("mira@example.com", "Mira", "Kovač");
  await acceptInvitation(await mira.context(), await invite(studio, mira, "admin"));
  await acceptInvitation(await mira.context(), await invite(bakery, mira, "default"));

  const jonas = await person("jonas@example.com", "Jonas", "Weber");
  const disabled = await invite(studio, jonas, "default");
  await acceptInvitation(await jonas.context(), disabled);
  await disableAccess(await owner.context(), disabled);
  await acceptInvitation(await jonas.context(), await invite(bakery, jonas, "admin"));

  const lena = await person("lena@example.com", "Lena", "Fischer");
  await rejectInvitation(await lena.context(), await invite(studio, lena, "readonly"));
  await acceptInvitation(await lena.context(), await invite(harbor, lena, "readonly"));

  // Two invitations that nobody has answered: one by account, one to an address without an account.
  await invite(studio, await person("pavel@example.com", "Pavel", "Novák", false), "readonly");
  await invite(studio, "newcomer@example.com", "default");

  for (const id of [studio, bakery, harbor]) await fillCategories(await owner.context(), id);
  await deactivateOrganization(await owner.context(), harbor);
  return owner.id;
}

async function fillCategories(context: Context, organizationId: string): Promise<void> {
  for (const [index, { retired, ...category }] of categories.entries()) {
    const { kind, ...rest } = category;
    const id = await createCategory(context, organizationId, { ...rest, custom: { kind, rank: index + 1 } });
    if (retired) await deleteCategory(context, id);
  }
}

const studioFields = {
  address: "Trubarjeva cesta 12",
  city: "Ljubljana",
  zip: "1000",
  taxNumber: "SI10203040",
  taxSubject: true,
  website: "https://orbit-studio.example",
  industry: "Design",
  size: "1-10",
  custom: { plan: "pro", founded: 2014 },
  data: [
    { name: "invoice_footer", value: "Thank you for your business.", options: { position: "bottom" } },
    { name: "payment_days", value: 15 },
  ],
};

const bakeryFields = {
  address: "Lübecker Straße 7",
  city: "Hamburg",
  zip: "22087",
  taxNumber: "DE123456789",
  taxSubject: true,
  industry: "Food",
  size: "11-50",
  custom: { plan: "basic", shops: 3 },
};

const harborFields = {
  address: "48 Wharf Street",
  city: "Portland",
  zip: "04101",
  state: "Maine",
  taxSubject: false,
  industry: "Furniture",
  custom: { plan: "basic" },
};
