import type { Words } from "../words.js";

const asWhat = (role: string) => `Il tuo ruolo: ${role}.`;

export const it: Words = {
  hello: (name) => (name === null ? "Buongiorno," : `Buongiorno ${name},`),
  roles: { admin: "amministratore", default: "membro", readonly: "membro in sola lettura" },
  exports: {
    document: "i documenti",
    payment: "i pagamenti",
    category: "le categorie",
    accountOrganization: "i membri",
  },
  until: (date) => `Vale fino al ${date}.`,
  request: "Per farlo, invia questa richiesta:",
  explained: "Che cosa fa questa richiesta",
  orOpen: "Se il pulsante non funziona, apri questo indirizzo:",
  footer: (recipient, site) =>
    `Questo messaggio è stato inviato a ${recipient} da Orgate su ${site}. Nessuno legge le risposte.`,
  master: (master) => `L’account appartiene a ${master}, che può leggerlo e agire per suo conto.`,

  invitation: ({ organization, inviter, role, recipient }) => ({
    subject: `Invito a ${organization}`,
    heading: `Hai un invito a ${organization}`,
    paragraphs: [
      inviter === null
        ? `Hai ricevuto un invito a far parte dell’organizzazione «${organization}». ${asWhat(role)}`
        : `${inviter} ti invita a far parte dell’organizzazione «${organization}». ${asWhat(role)}`,
      `L’invito è per ${recipient}: accedi, o registrati, con questo indirizzo. Se non vuoi partecipare, non devi fare nulla.`,
    ],
    action: "Vedi l’invito",
  }),
  "access-granted": ({ organization, inviter, role }) => ({
    subject: `Hai accesso a ${organization}`,
    heading: `Hai accesso a ${organization}`,
    paragraphs: [
      inviter === null
        ? `Hai ottenuto l’accesso all’organizzazione «${organization}». ${asWhat(role)}`
        : `${inviter} ti ha dato accesso all’organizzazione «${organization}». ${asWhat(role)}`,
    ],
  }),
  verification: ({ reason, recipient }) => ({
    subject: "Conferma il tuo indirizzo e-mail",
    heading: "Conferma il tuo indirizzo e-mail",
    paragraphs: [
      {
        "sign-up": `È stato creato un account con l’indirizzo ${recipient}.`,
        "address-changed": `Un account è passato all’indirizzo ${recipient}.`,
        asked: `Qualcuno ha chiesto di confermare l’indirizzo ${recipient}.`,
      }[reason],
      "Se l’hai chiesto tu, conferma l’indirizzo. In caso contrario non seguire il link: l’indirizzo resterà non confermato.",
    ],
    action: "Conferma l’indirizzo",
  }),
  "password-reset": ({ recipient }) => ({
    subject: "Scegli una nuova password",
    heading: "Scegli una nuova password",
    paragraphs: [
      `Qualcuno ha chiesto una nuova password per l’account di ${recipient}. Scegliendola, l’account viene disconnesso ovunque.`,
      "Se non l’hai chiesto tu, non devi fare nulla: la password resta com’è.",
    ],
    action: "Scegli la password",
  }),
  "address-changed": ({ recipient }) => ({
    subject: "Il tuo account ha un altro indirizzo e-mail",
    heading: "Il tuo account ha un altro indirizzo e-mail",
    paragraphs: [
      `L’account che aveva l’indirizzo ${recipient} ora ne ha un altro. D’ora in poi i messaggi arriveranno là.`,
      "Se non sei stato tu, avvisa subito chi gestisce questo servizio: qualcun altro ha il tuo account.",
    ],
  }),
  "password-changed": ({ recipient }) => ({
    subject: "La tua password è stata cambiata",
    heading: "La tua password è stata cambiata",
    paragraphs: [
      `La password dell’account di ${recipient} è stata cambiata e l’account è stato disconnesso altrove.`,
      "Se non sei stato tu, chiedi subito una nuova password.",
    ],
  }),
  "export-ready": ({ organization, exported }) => ({
    subject: `L’esportazione da ${organization} è pronta`,
    heading: "L’esportazione è pronta",
    paragraphs: [
      `Il file con ${exported} di «${organization}» può essere scaricato.`,
      "Non inoltrare il link: chi lo possiede può scaricare il file.",
    ],
    action: "Scarica il file",
  }),
};
