import { type Config, publicUrl } from "../config.js";

/** Where the links of mails lead. */
export interface Links {
  /** The public address, without a slash at its end. */
  site: string;
  verification: (token: string) => string;
  /** Pages of the operator's app; null: there is none, and a request does it. */
  passwordReset: ((token: string) => string) | null;
  invitation: ((membershipId: string) => string) | null;
}

type Settings = Pick<
  Config,
  "PUBLIC_URL" | "HOST" | "PORT" | "VERIFICATION_URL" | "PASSWORD_RESET_URL" | "INVITATION_URL"
>;

const into = (pattern: string, placeholder: string) => (value: string) =>
  pattern.replaceAll(placeholder, () => encodeURIComponent(value));

/** The links as the settings say; `port` is the one that the server listens on. */
export function linksOf(config: Settings, port?: number): Links {
  const site = publicUrl(config, port);
  const { VERIFICATION_URL, PASSWORD_RESET_URL, INVITATION_URL } = config;
  return {
    site,
    verification: into(VERIFICATION_URL ?? `${site}/v1/Accounts/verify?token={token}`, "{token}"),
    passwordReset: PASSWORD_RESET_URL === undefined ? null : into(PASSWORD_RESET_URL, "{token}"),
    invitation: INVITATION_URL === undefined ? null : into(INVITATION_URL, "{id}"),
  };
}
