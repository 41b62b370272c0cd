import type { Words } from "../words.js";

const asWhat = (role: string) => `Vaša vloga: ${role}.`;

export const sl: Words = {
  hello: (name) => (name === null ? "Pozdravljeni," : `Pozdravljeni, ${name},`),
  roles: { admin: "skrbnik", default: "član", readonly: "član s pravico branja" },
  exports: {
    document: "z dokumenti",
    payment: "s plačili",
    category: "s kategorijami",
    accountOrganization: "s člani",
  },
  until: (date) => `To velja do ${date}.`,
  request: "Za to pošljite to zahtevo:",
  explained: "Kaj ta zahteva naredi",
  orOpen: "Če gumb ne deluje, odprite ta naslov:",
  footer: (recipient, site) =>
    `To sporočilo je na naslov ${recipient} poslal Orgate na ${site}. Odgovorov nihče ne bere.`,
  master: (master) => `Račun pripada računu ${master}, ki ga lahko bere in v njegovem imenu deluje.`,

  invitation: ({ organization, inviter, role, recipient }) => ({
    subject: `Povabilo v ${organization}`,
    heading: `Povabljeni ste v ${organization}`,
    paragraphs: [
      inviter === null
        ? `Povabljeni ste v organizacijo »${organization}«. ${asWhat(role)}`
        : `${inviter} vas vabi v organizacijo »${organization}«. ${asWhat(role)}`,
      `Povabilo velja za ${recipient}: s tem naslovom se prijavite ali registrirajte. Če se ne želite pridružiti, vam ni treba storiti ničesar.`,
    ],
    action: "Oglejte si povabilo",
  }),
  "access-granted": ({ organization, inviter, role }) => ({
    subject: `Imate dostop do ${organization}`,
    heading: `Imate dostop do ${organization}`,
    paragraphs: [
      inviter === null
        ? `Dobili ste dostop do organizacije »${organization}«. ${asWhat(role)}`
        : `Dostop do organizacije »${organization}« vam je omogočil uporabnik ${inviter}. ${asWhat(role)}`,
    ],
  }),
  verification: ({ reason, recipient }) => ({
    subject: "Potrdite svoj e-poštni naslov",
    heading: "Potrdite svoj e-poštni naslov",
    paragraphs: [
      {
        "sign-up": `Z naslovom ${recipient} je bil ustvarjen račun.`,
        "address-changed": `Račun je bil prestavljen na naslov ${recipient}.`,
        asked: `Nekdo želi potrditi naslov ${recipient}.`,
      }[reason],
      "Če ste bili to vi, naslov potrdite. Če niste bili, povezave ne odprite: potem naslov ne velja za potrjenega.",
    ],
    action: "Potrdite naslov",
  }),
  "password-reset": ({ recipient }) => ({
    subject: "Izberite novo geslo",
    heading: "Izberite novo geslo",
    paragraphs: [
      `Nekdo želi novo geslo za račun ${recipient}. Z novim geslom bo račun povsod odjavljen.`,
      "Če to niste bili vi, vam ni treba storiti ničesar: geslo ostane, kot je.",
    ],
    action: "Izberite geslo",
  }),
  "address-changed": ({ recipient }) => ({
    subject: "Vaš račun ima drug e-poštni naslov",
    heading: "Vaš račun ima drug e-poštni naslov",
    paragraphs: [
      `Račun, ki je imel naslov ${recipient}, ima zdaj drugega. Sporočila gredo odslej tja.`,
      "Če to niste bili vi, takoj obvestite upravljavce te storitve: vaš račun ima nekdo drug.",
    ],
  }),
  "password-changed": ({ recipient }) => ({
    subject: "Vaše geslo je bilo spremenjeno",
    heading: "Vaše geslo je bilo spremenjeno",
    paragraphs: [
      `Geslo računa ${recipient} je bilo spremenjeno, račun pa je bil drugje odjavljen.`,
      "Če to niste bili vi, takoj zahtevajte novo geslo.",
    ],
  }),
  "export-ready": ({ organization, exported }) => ({
    subject: `Vaš izvoz iz ${organization} je pripravljen`,
    heading: "Vaš izvoz je pripravljen",
    paragraphs: [
      `Datoteko ${exported} organizacije »${organization}« lahko prenesete.`,
      "Povezave ne posredujte naprej: kdor jo ima, lahko datoteko prenese.",
    ],
    action: "Prenesite datoteko",
  }),
};
