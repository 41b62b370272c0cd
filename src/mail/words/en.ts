import type { Words } from "../words.js";

const asWhat = (role: string) => `Your role: ${role}.`;

export const en: Words = {
  hello: (name) => (name === null ? "Hello," : `Hello ${name},`),
  roles: { admin: "administrator", default: "member", readonly: "member who can read only" },
  exports: { document: "documents", payment: "payments", category: "categories", accountOrganization: "members" },
  until: (date) => `This is good until ${date}.`,
  request: "To do it, send this request:",
  explained: "What this request does",
  orOpen: "If the button does not work, open this address:",
  footer: (recipient, site) => `This mail was sent to ${recipient} by Orgate at ${site}. Nobody reads replies to it.`,
  master: (master) => `The account belongs to ${master}, who can read it and act for it.`,

  invitation: ({ organization, inviter, role, recipient }) => ({
    subject: `Invitation to ${organization}`,
    heading: `You are invited to ${organization}`,
    paragraphs: [
      inviter === null
        ? `You are invited to join the organization “${organization}”. ${asWhat(role)}`
        : `${inviter} invites you to join the organization “${organization}”. ${asWhat(role)}`,
      `The invitation is for ${recipient}: sign in, or sign up, with this address. If you do not want to join, you need not do anything.`,
    ],
    action: "See the invitation",
  }),
  "access-granted": ({ organization, inviter, role }) => ({
    subject: `You have access to ${organization}`,
    heading: `You have access to ${organization}`,
    paragraphs: [
      inviter === null
        ? `You were given access to the organization “${organization}”. ${asWhat(role)}`
        : `${inviter} gave you access to the organization “${organization}”. ${asWhat(role)}`,
    ],
  }),
  verification: ({ reason, recipient }) => ({
    subject: "Confirm your e-mail address",
    heading: "Confirm your e-mail address",
    paragraphs: [
      {
        "sign-up": `An account was made with the address ${recipient}.`,
        "address-changed": `An account was moved to the address ${recipient}.`,
        asked: `Somebody asked to confirm the address ${recipient}.`,
      }[reason],
      "If this was you, confirm the address. If it was not, do not follow the link: then nobody is shown to have this address.",
    ],
    action: "Confirm the address",
  }),
  "password-reset": ({ recipient }) => ({
    subject: "Choose another password",
    heading: "Choose another password",
    paragraphs: [
      `Somebody asked for another password for the account of ${recipient}. Choosing one signs the account out everywhere.`,
      "If this was not you, you need not do anything: the password stays as it is.",
    ],
    action: "Choose a password",
  }),
  "address-changed": ({ recipient }) => ({
    subject: "Your account has another e-mail address",
    heading: "Your account has another e-mail address",
    paragraphs: [
      `The account that had the address ${recipient} has another one now. Mails go there from now on.`,
      "If this was not you, tell those who run this service at once: somebody else has your account.",
    ],
  }),
  "password-changed": ({ recipient }) => ({
    subject: "Your password was changed",
    heading: "Your password was changed",
    paragraphs: [
      `The password of the account of ${recipient} was changed, and the account was signed out elsewhere.`,
      "If this was not you, ask for another password at once.",
    ],
  }),
  "export-ready": ({ organization, exported }) => ({
    subject: `Your export from ${organization} is ready`,
    heading: "Your export is ready",
    paragraphs: [
      `The file with the ${exported} of “${organization}” can be downloaded.`,
      "Do not pass the link on: whoever has it can download the file.",
    ],
    action: "Download the file",
  }),
};
