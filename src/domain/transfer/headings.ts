import type { ExportType, Language } from "./kinds.js";

type Words = Readonly<Record<Language, string>>;

const words = (en: string, de: string, sl: string, it: string, fr: string, es: string): Words => ({
  en,
  de,
  sl,
  it,
  fr,
  es,
});

const type = words("Type", "Typ", "Vrsta", "Tipo", "Type", "Tipo");
const date = words("Date", "Datum", "Datum", "Data", "Date", "Fecha");
const note = words("Note", "Anmerkung", "Opomba", "Nota", "Remarque", "Nota");
const currencyId = words("Currency", "Währung", "Valuta", "Valuta", "Devise", "Moneda");
const custom = words(
  "Custom data",
  "Eigene Daten",
  "Lastni podatki",
  "Dati personalizzati",
  "Données personnalisées",
  "Datos propios",
);

/** What each column of an export is called, by its property and language. */
export const headings = {
  category: {
    name: words("Name", "Name", "Ime", "Nome", "Nom", "Nombre"),
    alias: words("Alias", "Kürzel", "Oznaka", "Alias", "Alias", "Alias"),
    description: words("Description", "Beschreibung", "Opis", "Descrizione", "Description", "Descripción"),
    custom,
  },
  document: {
    type,
    number: words("Number", "Nummer", "Številka", "Numero", "Numéro", "Número"),
    date,
    dateDue: words(
      "Due date",
      "Fälligkeitsdatum",
      "Rok plačila",
      "Scadenza",
      "Date d’échéance",
      "Fecha de vencimiento",
    ),
    draft: words("Draft", "Entwurf", "Osnutek", "Bozza", "Brouillon", "Borrador"),
    canceled: words("Cancelled", "Storniert", "Stornirano", "Annullato", "Annulé", "Anulado"),
    incoming: words("Incoming", "Eingehend", "Prejeto", "In entrata", "Entrant", "Recibido"),
    clientName: words("Client", "Kunde", "Stranka", "Cliente", "Client", "Cliente"),
    reference: words("Reference", "Referenz", "Sklic", "Riferimento", "Référence", "Referencia"),
    currencyId,
    conversionRate: words(
      "Exchange rate",
      "Wechselkurs",
      "Menjalni tečaj",
      "Tasso di cambio",
      "Taux de change",
      "Tipo de cambio",
    ),
    conversionRateTo: words(
      "Exchange rate: into currency",
      "Wechselkurs: in Währung",
      "Menjalni tečaj: v valuto",
      "Tasso di cambio: in valuta",
      "Taux de change : vers la devise",
      "Tipo de cambio: a moneda",
    ),
    conversionRateSource: words(
      "Exchange rate: source",
      "Wechselkurs: Quelle",
      "Menjalni tečaj: vir",
      "Tasso di cambio: fonte",
      "Taux de change : source",
      "Tipo de cambio: fuente",
    ),
    conversionRateDate: words(
      "Exchange rate: date",
      "Wechselkurs: Datum",
      "Menjalni tečaj: datum",
      "Tasso di cambio: data",
      "Taux de change : date",
      "Tipo de cambio: fecha",
    ),
    total: words(
      "Total without tax",
      "Summe netto",
      "Skupaj brez davka",
      "Totale senza imposte",
      "Total HT",
      "Total sin impuestos",
    ),
    totalDiscount: words(
      "Total discount",
      "Rabatt gesamt",
      "Popust skupaj",
      "Sconto totale",
      "Remise totale",
      "Descuento total",
    ),
    totalTax: words("Total tax", "Steuer gesamt", "Davek skupaj", "Totale imposte", "Total taxes", "Total impuestos"),
    totalWithTax: words(
      "Total with tax",
      "Summe brutto",
      "Skupaj z davkom",
      "Totale con imposte",
      "Total TTC",
      "Total con impuestos",
    ),
    totalConverted: words(
      "Total without tax, converted",
      "Summe netto, umgerechnet",
      "Skupaj brez davka, preračunano",
      "Totale senza imposte, convertito",
      "Total HT, converti",
      "Total sin impuestos, convertido",
    ),
    totalWithTaxConverted: words(
      "Total with tax, converted",
      "Summe brutto, umgerechnet",
      "Skupaj z davkom, preračunano",
      "Totale con imposte, convertito",
      "Total TTC, converti",
      "Total con impuestos, convertido",
    ),
    unitId: words("Unit", "Einheit", "Enota", "Unità", "Unité", "Unidad"),
    uniqueId: words(
      "Unique identifier",
      "Eindeutige Kennung",
      "Enolični identifikator",
      "Identificativo univoco",
      "Identifiant unique",
      "Identificador único",
    ),
    note,
    _documentItems: words("Items", "Positionen", "Postavke", "Voci", "Lignes", "Líneas"),
    _documentTaxes: words("Taxes", "Steuern", "Davki", "Imposte", "Taxes", "Impuestos"),
    documentCategories: words("Categories", "Kategorien", "Kategorije", "Categorie", "Catégories", "Categorías"),
    custom,
  },
  payment: {
    type,
    date,
    amount: words("Amount", "Betrag", "Znesek", "Importo", "Montant", "Importe"),
    currencyId,
    amountConverted: words(
      "Amount, converted",
      "Betrag, umgerechnet",
      "Znesek, preračunano",
      "Importo, convertito",
      "Montant, converti",
      "Importe, convertido",
    ),
    documentType: words(
      "Document type",
      "Belegtyp",
      "Vrsta dokumenta",
      "Tipo di documento",
      "Type de document",
      "Tipo de documento",
    ),
    documentNumber: words(
      "Document number",
      "Belegnummer",
      "Številka dokumenta",
      "Numero del documento",
      "Numéro du document",
      "Número de documento",
    ),
    documentIncoming: words(
      "Incoming document",
      "Eingehender Beleg",
      "Prejeti dokument",
      "Documento in entrata",
      "Document entrant",
      "Documento recibido",
    ),
    transactionId: words("Transaction", "Transaktion", "Transakcija", "Transazione", "Transaction", "Transacción"),
    note,
    custom,
  },
  accountOrganization: {
    email: words("E-mail", "E-Mail", "E-pošta", "E-mail", "E-mail", "Correo electrónico"),
    firstname: words("First name", "Vorname", "Ime", "Nome", "Prénom", "Nombre"),
    lastname: words("Last name", "Nachname", "Priimek", "Cognome", "Nom", "Apellidos"),
    role: words("Role", "Rolle", "Vloga", "Ruolo", "Rôle", "Rol"),
    status: words("Status", "Status", "Stanje", "Stato", "Statut", "Estado"),
    active: words("Active", "Aktiv", "Aktivno", "Attivo", "Actif", "Activo"),
    disabled: words("Disabled", "Deaktiviert", "Onemogočeno", "Disattivato", "Désactivé", "Desactivado"),
    rejected: words("Rejected", "Abgelehnt", "Zavrnjeno", "Rifiutato", "Refusé", "Rechazado"),
    expiresAt: words("Expires", "Läuft ab", "Poteče", "Scade", "Expire", "Caduca"),
    createdAt: words("Created", "Erstellt", "Ustvarjeno", "Creato", "Créé", "Creado"),
    id: words("Id", "Id", "Id", "Id", "Id", "Id"),
    accountId: words("Account", "Konto", "Račun", "Account", "Compte", "Cuenta"),
    inviterId: words("Invited by", "Eingeladen von", "Povabil", "Invitato da", "Invité par", "Invitado por"),
    custom,
  },
} as const satisfies Record<ExportType, Record<string, Words>>;

/** The form in which headings are compared: no matter how they are spaced, accented by which code points, or capitalised. */
export const headingKey = (heading: string): string =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_.:,'’-]+/g, "");
