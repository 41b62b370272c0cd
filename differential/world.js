/**
 * Random organizations, memberships, categories, documents and payments with what makes filters hard: nulls and empty texts, equal values,
 * letter case, accents, signs that mean something in patterns, missing keys of `custom`, deleted rows, expired
 * invitations, an organization that the caller may not see, and one with more rows than a page has.
 */

export const password = "orbit-1234";

const names = [
  ...["Sales", "sales", "SALES", "Online sales", "Store sales", "sales (partners)", "IT", "it", "Ítem", "Café", "cafe"],
  ...["CAFÉ", "Marketing 50%", "50", "R&D_core", "R.D", "R+D", "[draft]", "a|b", "C:\\temp", "^top$", "Straße", "null"],
  ...[
    "undefined",
    "2018.1 archive",
    "Zebra 😀",
    "日本",
    "tab\tstop",
    "two  spaces",
    "O'Brien",
    'say "hi"',
    "true",
    "0",
  ],
];
const words = ["red", "Red", "green", "grün", "blue", "null", "", "x_y", "100%"];
const days = ["2019-12-31T23:59:59.999Z", "2020-01-01T00:00:00.000Z", "2020-02-29T12:30:00.000Z"];
const instants = [...days, "2020-02-29T12:30:00.001Z", "2020-06-15T00:00:00.000Z", "2021-01-01T00:00:00.000Z"];
const countries = [
  { country: "Germany", countryAlpha2Code: "DE", locale: "de", timezone: "Europe/Berlin" },
  { country: "Slovenia", countryAlpha2Code: "SI", locale: "sl", timezone: "Europe/Ljubljana" },
  { country: "United States", countryAlpha2Code: "US", locale: "en", timezone: "America/New_York" },
];

const documentTypes = ["invoice", "estimate", "advance", "credit-note", "delivery-note"];
const paymentTypes = ["bank", "online", "paypal", "cash", "card", "crypto", "coupon", "other"];
const calendarDays = ["2019-12-31", "2020-01-01", "2020-02-29", "2020-03-01", "2021-01-01"];
const prices = [0, 0.01, 0.1, 20.5, 99.99, 1000, 1234567.89];
const amounts = [...prices, -15.25, -0.01];

/** What filters ask for: values that are there, and some that are not. */
export const values = { names, words, instants, calendarDays, amounts: [...amounts, 0.3, -1000] };

const organizationCount = 9;
const accountCount = 14;
const largest = 130;
const longAgo = "2001-01-01T00:00:00.000Z";
const farAhead = "2101-01-01T00:00:00.000Z";

/**
 * The lists of one world in the form that `npm run load` takes, every property given. `caller` is who asks; `open` are
 * the organizations that the caller sees, `large` the one with many categories, `closed` the others.
 */
export function makeWorld(random) {
  const id = ids(random);
  const maybe = (list, probability = 0.3) => (random.chance(probability) ? null : random.pick(list));
  const dated = () => ({ createdAt: random.pick(instants), updatedAt: random.pick(instants) });

  const accounts = Array.from({ length: accountCount }, (_, index) => ({
    id: id(),
    email: `person${index}@example.com`,
    firstname: maybe(names),
    lastname: maybe(names),
  }));
  const [caller] = accounts;

  const organizations = Array.from({ length: organizationCount }, () => ({
    ...nothing,
    ...random.pick(countries),
    id: id(),
    name: random.pick(names),
    city: maybe(words),
    taxNumber: maybe(words),
    website: maybe(words),
    taxSubject: maybe([true, false]),
    active: random.chance(0.7),
    activatedAt: random.pick(instants),
    deactivatedAt: maybe(instants),
    custom: custom(random),
    _data: random.chance(0.3) ? [{ id: id(), name: "color", value: { hex: "#336699" }, options: null }] : [],
    ...dated(),
  }));
  const [closed, large, ...others] = organizations;

  const accountOrganizations = organizations.flatMap((organization) => {
    const members = random.some(accounts.slice(1), random.between(3, 10)).map((account) => account.id);
    const invited = Array.from({ length: random.between(0, 3) }, (_, index) => `guest${index}@example.org`);
    const row = (more) => {
      const inviter = maybe(accounts);
      return {
        id: id(),
        organizationId: organization.id,
        role: random.pick(["admin", "default", "readonly"]),
        invitationEmail: null,
        inviterId: inviter && inviter.id,
        inviterMasterId: inviter && (random.chance(0.5) ? caller.id : inviter.id),
        custom: custom(random),
        expiresAt: random.pick([longAgo, farAhead]),
        ...dated(),
        ...more,
      };
    };
    const states = [
      { active: true, disabled: false, rejected: false },
      { active: true, disabled: true, rejected: false },
      { active: false, disabled: false, rejected: true },
      { active: false, disabled: false, rejected: false },
    ];
    const [working, disabled, , pending] = states;
    return [
      row({ accountId: caller.id, ...(organization === closed ? disabled : working), role: "admin" }),
      ...members.map((accountId) => row({ accountId, ...random.pick(states) })),
      ...invited.map((invitationEmail) => row({ accountId: null, invitationEmail, ...pending })),
    ];
  });

  const categories = organizations.flatMap((organization) =>
    Array.from({ length: organization === large ? largest : random.between(0, 30) }, (_, index) => {
      const ownId = id();
      const _isDeleted = random.chance(organization === large ? 0.05 : 0.2);
      return {
        id: ownId,
        organizationId: organization.id,
        name: random.pick(names),
        alias: `${random.pick(["a", "A", "b", "é", "_"])}${index}`,
        description: maybe([...words, ...words, ...names]),
        _isDeleted,
        deletedAt: _isDeleted ? random.pick(instants) : null,
        deletedId: _isDeleted ? ownId : null,
        custom: custom(random),
        ...dated(),
      };
    }),
  );

  const ledger = organizations.map((organization) => ledgerOf(random, id, { organization, caller, dated, maybe }));
  const documents = ledger.flatMap((own) => own.documents);
  const payments = ledger.flatMap((own) => own.payments);

  const lists = { accounts, organizations, accountOrganizations, categories, documents, payments };
  return { ...lists, caller, closed, large, open: [large, ...others] };
}

/** Documents of one line each, with what is computed of them, and payments on them and without one. */
function ledgerOf(random, id, { organization, caller, dated, maybe }) {
  const marked = (ownId) => {
    const _isDeleted = random.chance(0.2);
    return { _isDeleted, deletedAt: _isDeleted ? random.pick(instants) : null, deletedId: _isDeleted ? ownId : null };
  };
  const drafts = Array.from({ length: random.between(3, 25) }, (_, index) => {
    const ownId = id();
    const draft = random.chance(0.2);
    const currencyId = organization.countryAlpha2Code === "US" ? "USD" : "EUR";
    return {
      id: ownId,
      organizationId: organization.id,
      accountId: random.chance(0.3) ? null : caller.id,
      type: random.pick(documentTypes),
      number: draft ? null : `${random.pick(["A", "a", "2020-", "é"])}${index}`,
      date: random.pick(calendarDays),
      dateDue: maybe(calendarDays),
      draft,
      canceled: random.chance(0.2),
      incoming: random.chance(0.3),
      currencyId,
      unitId: maybe(words.filter(Boolean)),
      clientName: maybe(names),
      reference: maybe(words),
      note: maybe([...words, ...names]),
      uniqueId: random.chance(0.5) ? null : `once-${index}`,
      price: random.pick(prices),
      conversionRate: { from: currencyId, to: currencyId, rate: 1, source: null, date: null },
      custom: custom(random),
      ...marked(ownId),
      ...dated(),
    };
  });
  const payments = Array.from({ length: random.between(3, 40) }, () => {
    const ownId = id();
    return {
      id: ownId,
      organizationId: organization.id,
      documentId: random.chance(0.4) ? null : random.pick(drafts).id,
      type: random.pick(paymentTypes),
      date: random.pick(instants),
      amount: random.pick(amounts),
      note: maybe([...words, ...names]),
      transactionId: maybe(words),
      custom: custom(random),
      ...marked(ownId),
      ...dated(),
    };
  });
  return { documents: drafts.map((draft) => summedUp(draft, payments)), payments };
}

/** A document with its line and all that is computed of it. */
function summedUp({ price, ...document }, payments) {
  const own = payments.filter(({ documentId, _isDeleted }) => documentId === document.id && !_isDeleted);
  const paid = own.reduce((cents, { amount }) => cents + Math.round(amount * 100), 0);
  const sums = { total: price, totalDiscount: 0, totalTax: 0, totalWithTax: price };
  const line = {
    name: "Work",
    description: null,
    quantity: 1,
    unit: null,
    price,
    discount: 0,
    discountIsAmount: false,
  };
  return {
    ...document,
    _documentItems: [{ ...line, _documentItemTaxes: [], ...sums }],
    _documentTaxes: [],
    ...sums,
    totalConverted: price,
    totalWithTaxConverted: price,
    totalPaid: paid / 100,
    totalDue: (Math.round(price * 100) - paid) / 100,
    paidInFull: paid >= Math.round(price * 100),
  };
}

/** The world as the file that is loaded into Orgate: the caller can sign in. */
export const orgateFile = ({
  accounts,
  organizations,
  accountOrganizations,
  categories,
  documents,
  payments,
  caller,
}) => ({
  accounts: accounts.map((account) => (account === caller ? { ...account, password, emailVerified: true } : account)),
  organizations,
  accountOrganizations,
  categories,
  documents,
  payments,
});

/** The world as LoopBack keeps it: with the state that Orgate makes of a membership's flags. */
export const loopbackFile = ({ accountOrganizations, accounts, organizations, categories, documents, payments }) => ({
  accounts,
  organizations,
  accountOrganizations: accountOrganizations.map((row) => ({
    ...row,
    status: statusOf(row),
    // Of an invitation that was answered it says nothing any more.
    expiresAt: row.active || row.rejected ? null : row.expiresAt,
  })),
  categories,
  documents,
  payments,
});

function statusOf({ active, disabled, rejected, expiresAt }) {
  if (active) return disabled ? "DISABLED" : "ACTIVE";
  if (rejected) return "REJECTED";
  return expiresAt === longAgo ? "EXPIRED" : "PENDING";
}

/** Every path has values of one type, as a store with types by row would not order others alike. */
function custom(random) {
  const own = {};
  if (random.chance(0.7)) own.rank = random.pick([-1, 0, 0.5, 1, 2, 6, 10]);
  if (random.chance(0.7)) own.kind = random.pick(["income", "expense", "Income", "é", ""]);
  if (random.chance(0.6)) own.flag = random.chance(0.5);
  if (random.chance(0.5)) own.deep = random.chance(0.8) ? { level: random.between(1, 4) } : {};
  return own;
}

const nothing = Object.fromEntries(
  [
    ...["size", "industry", "billingEmail", "address", "address2", "zip", "state", "companyNumber", "IBAN", "bank"],
    ...["SWIFT", "email", "phone", "businessType", "fiscalRegionCode"],
  ].map((name) => [name, null]),
);

/** Ids that grow as those of the original service did, and that no other world has. */
function ids(random) {
  const hex = (number, digits) => number.toString(16).padStart(digits, "0");
  let time = 0x5e000000;
  return () => hex((time += random.between(1, 5)), 8) + hex(random.between(0, 0xffffffffffff), 16);
}
