import type { Actor, World } from "./world.js";

/** Everybody who can stand in some relation to an organization. */
export const visitors = [
  "anonymous",
  "stranger",
  "pending",
  "rejected",
  "disabled",
  "readonly",
  "default",
  "admin",
] as const;
export type Visitor = (typeof visitors)[number];

/** The ids of what a request is about. */
export interface Stage {
  organization: string;
  deactivated: string;
  category: string;
  deletedCategory: string;
  /** Somebody else's membership, active. */
  membership: string;
  /** Somebody else's membership, disabled. */
  disabledMembership: string;
  /** Somebody else's open invitation. */
  invitation: string;
}

/**
 * Makes everything that a request can be about anew, by an owner whom nobody else is, and brings the visitor in.
 * `account` makes the visitor's account: one with a password costs its time.
 */
export async function stageFor(
  scene: World,
  visitor: Visitor,
  account: () => Promise<Actor> = scene.passwordless,
): Promise<{ stage: Stage; actor: Actor | null }> {
  const owner = await scene.passwordless();
  const organization = await scene.organization(owner);
  const deactivated = await scene.organization(owner);
  const colleague = await scene.member(organization, owner, "default", "active", await scene.passwordless());
  const disabled = await scene.member(organization, owner, "default", "disabled", await scene.passwordless());
  const invited = await scene.member(organization, owner, "default", "pending", await scene.passwordless());
  const category = await scene.category(owner, organization);
  const deletedCategory = await scene.deletedCategory(owner, organization);
  const actor = await actorFor(scene, visitor, account, owner, [organization, deactivated]);
  await scene.deactivate(owner, deactivated);
  return {
    actor,
    stage: {
      organization,
      deactivated,
      category,
      deletedCategory,
      membership: colleague.membershipId,
      disabledMembership: disabled.membershipId,
      invitation: invited.membershipId,
    },
  };
}

/** The visitor, brought into the organizations as far as that visitor is. */
export async function actorFor(
  scene: World,
  visitor: Visitor,
  account: () => Promise<Actor>,
  owner: Actor,
  organizations: string[],
): Promise<Actor | null> {
  if (visitor === "anonymous") return null;
  const actor = await account();
  if (visitor === "stranger") return actor;
  for (const organization of organizations) {
    switch (visitor) {
      case "pending":
      case "rejected":
      case "disabled":
        await scene.join(organization, owner, actor, "admin", visitor);
        break;
      default:
        await scene.join(organization, owner, actor, visitor, "active");
    }
  }
  return actor;
}
