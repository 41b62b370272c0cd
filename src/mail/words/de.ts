import type { Words } from "../words.js";

const asWhat = (role: string) => `Ihre Rolle: ${role}.`;

export const de: Words = {
  hello: (name) => (name === null ? "Guten Tag," : `Guten Tag ${name},`),
  roles: { admin: "Administrator", default: "Mitglied", readonly: "Mitglied mit Leserecht" },
  exports: { document: "Belegen", payment: "Zahlungen", category: "Kategorien", accountOrganization: "Mitgliedern" },
  until: (date) => `Das gilt bis ${date}.`,
  request: "Senden Sie dazu diese Anfrage:",
  explained: "Was diese Anfrage tut",
  orOpen: "Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:",
  footer: (recipient, site) =>
    `Diese Nachricht wurde von Orgate auf ${site} an ${recipient} gesendet. Antworten liest niemand.`,
  master: (master) => `Das Konto gehört zu ${master}, von wo aus es gelesen und benutzt werden kann.`,

  invitation: ({ organization, inviter, role, recipient }) => ({
    subject: `Einladung zu ${organization}`,
    heading: `Sie sind zu ${organization} eingeladen`,
    paragraphs: [
      inviter === null
        ? `Sie sind in die Organisation „${organization}“ eingeladen. ${asWhat(role)}`
        : `${inviter} lädt Sie in die Organisation „${organization}“ ein. ${asWhat(role)}`,
      `Die Einladung gilt für ${recipient}: Melden Sie sich mit dieser Adresse an, oder legen Sie damit ein Konto an. Wenn Sie nicht beitreten möchten, müssen Sie nichts tun.`,
    ],
    action: "Einladung ansehen",
  }),
  "access-granted": ({ organization, inviter, role }) => ({
    subject: `Sie haben Zugang zu ${organization}`,
    heading: `Sie haben Zugang zu ${organization}`,
    paragraphs: [
      inviter === null
        ? `Sie haben Zugang zur Organisation „${organization}“ bekommen. ${asWhat(role)}`
        : `${inviter} hat Ihnen Zugang zur Organisation „${organization}“ gegeben. ${asWhat(role)}`,
    ],
  }),
  verification: ({ reason, recipient }) => ({
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    heading: "Bestätigen Sie Ihre E-Mail-Adresse",
    paragraphs: [
      {
        "sign-up": `Mit der Adresse ${recipient} wurde ein Konto angelegt.`,
        "address-changed": `Ein Konto wurde auf die Adresse ${recipient} umgestellt.`,
        asked: `Jemand möchte die Adresse ${recipient} bestätigen.`,
      }[reason],
      "Wenn Sie das waren, bestätigen Sie die Adresse. Wenn nicht, folgen Sie dem Link nicht: Dann gilt die Adresse als von niemandem bestätigt.",
    ],
    action: "Adresse bestätigen",
  }),
  "password-reset": ({ recipient }) => ({
    subject: "Wählen Sie ein neues Passwort",
    heading: "Wählen Sie ein neues Passwort",
    paragraphs: [
      `Jemand möchte ein neues Passwort für das Konto von ${recipient}. Mit dem neuen Passwort wird das Konto überall abgemeldet.`,
      "Wenn Sie das nicht waren, müssen Sie nichts tun: Das Passwort bleibt, wie es ist.",
    ],
    action: "Passwort wählen",
  }),
  "address-changed": ({ recipient }) => ({
    subject: "Ihr Konto hat eine andere E-Mail-Adresse",
    heading: "Ihr Konto hat eine andere E-Mail-Adresse",
    paragraphs: [
      `Das Konto mit der Adresse ${recipient} hat jetzt eine andere. Nachrichten gehen von nun an dorthin.`,
      "Wenn Sie das nicht waren, sagen Sie es sofort den Betreibern dieses Dienstes: Jemand anderes hat Ihr Konto.",
    ],
  }),
  "password-changed": ({ recipient }) => ({
    subject: "Ihr Passwort wurde geändert",
    heading: "Ihr Passwort wurde geändert",
    paragraphs: [
      `Das Passwort des Kontos von ${recipient} wurde geändert, und das Konto wurde anderswo abgemeldet.`,
      "Wenn Sie das nicht waren, fordern Sie sofort ein neues Passwort an.",
    ],
  }),
  "export-ready": ({ organization, exported }) => ({
    subject: `Ihr Export aus ${organization} ist fertig`,
    heading: "Ihr Export ist fertig",
    paragraphs: [
      `Die Datei mit den ${exported} von „${organization}“ kann heruntergeladen werden.`,
      "Geben Sie den Link nicht weiter: Wer ihn hat, kann die Datei herunterladen.",
    ],
    action: "Datei herunterladen",
  }),
};
