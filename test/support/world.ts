import { randomBytes } from "node:crypto";
import { createContext } from "../../src/context.js";
import { newId } from "../../src/database/ids.js";
import type { Database } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";
import { signUp } from "../../src/domain/account/sign-up.js";
import { issueToken } from "../../src/domain/account/token.js";
import { verifyEmail } from "../../src/domain/account/verify-email.js";
import { createCategory } from "../../src/domain/category/create-category.js";
import { deleteCategory } from "../../src/domain/category/delete-category.js";
import type { Context } from "../../src/domain/context.js";
import { noFiles } from "../../src/domain/files/files.js";
import { acceptInvitation, rejectInvitation } from "../../src/domain/membership/answer-invitation.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { disableAccess } from "../../src/domain/membership/switch-access.js";
import { deactivateOrganization } from "../../src/domain/organization/activation.js";
import { createOrganization } from "../../src/domain/organization/create-organization.js";
import type { Role } from "../../src/domain/policy.js";
import { createLog } from "../../src/log.js";

/** The password of every account that the world makes. */
export const password = "correct horse battery staple";

/** Somebody who can act: every call of `context` signs in anew, as a request does. */
export interface Actor {
  id: string;
  email: string;
  token: string;
  context: () => Promise<Context>;
}

export interface Member {
  actor: Actor;
  membershipId: string;
}

export type MemberState = "active" | "pending" | "rejected" | "disabled" | "expired";

/** An address that nobody else in any test has. */
export const freshEmail = (): string => `somebody-${randomBytes(6).toString("hex")}@example.com`;

/** Makes what a test starts from, by the use-cases that would make it in life. */
export function world(database: Database) {
  const log = createLog("silent");

  /** The context of a request with this token; null: of somebody who is not signed in. */
  const contextOf = (token: string | null): Promise<Context> =>
    createContext(database, {
      headers: token === null ? {} : { "x-access-token": token },
      files: {
        storage: noFiles.storage,
        publicUrl: "http://127.0.0.1:3000",
        signingKey: undefined,
        importTimeoutMs: 300_000,
      },
      requestId: `test-${randomBytes(6).toString("hex")}`,
      log,
    });

  /** An account with a verified address, unless told otherwise. */
  async function account(options: { verified?: boolean; master?: Actor; email?: string } = {}): Promise<Actor> {
    const { verified = true, master, email = freshEmail() } = options;
    const context = master ? await master.context() : await contextOf(null);
    const { accountId, accessToken } = await signUp(context, { email, password });
    if (verified) await verifyEmail(await contextOf(null), email);
    return { id: accountId, email, token: accessToken.token, context: () => contextOf(accessToken.token) };
  }

  /** An account with a verified address that nobody can sign in to: made in a hundredth of the time that a password takes. */
  async function passwordless(): Promise<Actor> {
    const [id, email] = [newId(), freshEmail()];
    const { token } = await database.transaction(async (tx) => {
      await tx.account.create({ data: { id, email, emailKey: email, emailVerified: true } });
      return issueToken(tx, id, undefined);
    });
    return { id, email, token, context: () => contextOf(token) };
  }

  /** An organization of which the owner is the only admin. Answers its id. */
  const organization = async (owner: Actor, fields: Record<string, unknown> = {}): Promise<string> =>
    createOrganization(await owner.context(), owner.id, { name: "Orgate Works", ...fields });

  /** An open invitation of the account. Answers its id. */
  const invite = async (
    organizationId: string,
    admin: Actor,
    invitee: Actor,
    role: Role = "default",
  ): Promise<string> => inviteAccount(await admin.context(), organizationId, { accountId: invitee.id, role });

  /** Brings the account into the organization, invited by the admin, as far as the state. Answers the membership's id. */
  async function join(organizationId: string, admin: Actor, actor: Actor, role: Role, state: MemberState) {
    const membershipId = await invite(organizationId, admin, actor, role);
    if (state === "active" || state === "disabled") await acceptInvitation(await actor.context(), membershipId);
    if (state === "disabled") await disableAccess(await admin.context(), membershipId);
    if (state === "rejected") await rejectInvitation(await actor.context(), membershipId);
    if (state === "expired") await expire(membershipId);
    return membershipId;
  }

  /** A new account in the organization. */
  async function member(
    organizationId: string,
    admin: Actor,
    role: Role,
    state: MemberState = "active",
    actor?: Actor,
  ): Promise<Member> {
    actor ??= await account();
    return { actor, membershipId: await join(organizationId, admin, actor, role, state) };
  }

  /** Lets the invitation's seven days be over. */
  const expire = async (membershipId: string): Promise<void> => {
    await database.prisma.$executeRaw(sql`/* test: seven days later */
      UPDATE "AccountOrganization" SET "expiresAt" = statement_timestamp() - interval '1 second' WHERE "id" = ${membershipId}`);
  };

  /** A category with an alias of its own. Answers its id. */
  const category = async (
    actor: Actor,
    organizationId: string,
    fields: Record<string, unknown> = {},
  ): Promise<string> =>
    createCategory(await actor.context(), organizationId, {
      name: "Services",
      alias: `services-${randomBytes(6).toString("hex")}`,
      ...fields,
    });

  /** A category that was deleted again. Answers its id. */
  async function deletedCategory(actor: Actor, organizationId: string): Promise<string> {
    const id = await category(actor, organizationId);
    await deleteCategory(await actor.context(), id);
    return id;
  }

  const deactivate = async (admin: Actor, organizationId: string): Promise<void> =>
    deactivateOrganization(await admin.context(), organizationId);

  return {
    account,
    passwordless,
    organization,
    deactivate,
    invite,
    join,
    member,
    category,
    deletedCategory,
    expire,
    contextOf,
  };
}

export type World = ReturnType<typeof world>;
