import type { Words } from "../words.js";

const asWhat = (role: string) => `Votre rôle : ${role}.`;

export const fr: Words = {
  hello: (name) => (name === null ? "Bonjour," : `Bonjour ${name},`),
  roles: { admin: "administrateur", default: "membre", readonly: "membre en lecture seule" },
  exports: {
    document: "les documents",
    payment: "les paiements",
    category: "les catégories",
    accountOrganization: "les membres",
  },
  until: (date) => `Valable jusqu’au ${date}.`,
  request: "Pour le faire, envoyez cette requête :",
  explained: "Ce que fait cette requête",
  orOpen: "Si le bouton ne fonctionne pas, ouvrez cette adresse :",
  footer: (recipient, site) =>
    `Ce message a été envoyé à ${recipient} par Orgate sur ${site}. Personne ne lit les réponses.`,
  master: (master) => `Le compte appartient à ${master}, qui peut le lire et agir en son nom.`,

  invitation: ({ organization, inviter, role, recipient }) => ({
    subject: `Invitation à rejoindre ${organization}`,
    heading: `Vous êtes invité à rejoindre ${organization}`,
    paragraphs: [
      inviter === null
        ? `Vous êtes invité à rejoindre l’organisation « ${organization} ». ${asWhat(role)}`
        : `${inviter} vous invite à rejoindre l’organisation « ${organization} ». ${asWhat(role)}`,
      `L’invitation est destinée à ${recipient} : connectez-vous, ou inscrivez-vous, avec cette adresse. Si vous ne souhaitez pas la rejoindre, vous n’avez rien à faire.`,
    ],
    action: "Voir l’invitation",
  }),
  "access-granted": ({ organization, inviter, role }) => ({
    subject: `Vous avez accès à ${organization}`,
    heading: `Vous avez accès à ${organization}`,
    paragraphs: [
      inviter === null
        ? `Vous avez reçu l’accès à l’organisation « ${organization} ». ${asWhat(role)}`
        : `${inviter} vous a donné accès à l’organisation « ${organization} ». ${asWhat(role)}`,
    ],
  }),
  verification: ({ reason, recipient }) => ({
    subject: "Confirmez votre adresse e-mail",
    heading: "Confirmez votre adresse e-mail",
    paragraphs: [
      {
        "sign-up": `Un compte a été créé avec l’adresse ${recipient}.`,
        "address-changed": `Un compte a pris l’adresse ${recipient}.`,
        asked: `Quelqu’un a demandé à confirmer l’adresse ${recipient}.`,
      }[reason],
      "Si c’était vous, confirmez l’adresse. Sinon, ne suivez pas le lien : l’adresse restera non confirmée.",
    ],
    action: "Confirmer l’adresse",
  }),
  "password-reset": ({ recipient }) => ({
    subject: "Choisissez un nouveau mot de passe",
    heading: "Choisissez un nouveau mot de passe",
    paragraphs: [
      `Quelqu’un a demandé un nouveau mot de passe pour le compte de ${recipient}. Le choisir déconnecte le compte partout.`,
      "Si ce n’était pas vous, vous n’avez rien à faire : le mot de passe reste inchangé.",
    ],
    action: "Choisir un mot de passe",
  }),
  "address-changed": ({ recipient }) => ({
    subject: "Votre compte a une autre adresse e-mail",
    heading: "Votre compte a une autre adresse e-mail",
    paragraphs: [
      `Le compte qui avait l’adresse ${recipient} en a maintenant une autre. Les messages y sont désormais envoyés.`,
      "Si ce n’était pas vous, prévenez immédiatement les responsables de ce service : quelqu’un d’autre a votre compte.",
    ],
  }),
  "password-changed": ({ recipient }) => ({
    subject: "Votre mot de passe a été modifié",
    heading: "Votre mot de passe a été modifié",
    paragraphs: [
      `Le mot de passe du compte de ${recipient} a été modifié, et le compte a été déconnecté ailleurs.`,
      "Si ce n’était pas vous, demandez immédiatement un nouveau mot de passe.",
    ],
  }),
  "export-ready": ({ organization, exported }) => ({
    subject: `Votre export de ${organization} est prêt`,
    heading: "Votre export est prêt",
    paragraphs: [
      `Le fichier avec ${exported} de « ${organization} » peut être téléchargé.`,
      "Ne transmettez pas le lien : quiconque le possède peut télécharger le fichier.",
    ],
    action: "Télécharger le fichier",
  }),
};
