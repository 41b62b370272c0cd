import { categories } from "./seed-categories.js";

/** Everybody in the demo world has this password. */
export const demo = { email: "demo@example.com", password: "orbit-demo" };

const day = 86_400_000;
/** The world is a little older than its books, which are two years old. */
const age = 800;

export interface DemoOrganization {
  id: string;
  /** Living categories by what they are for. */
  income: string[];
  expense: string[];
  /** Who makes its documents. */
  makers: [string, string];
}

/** The owner with three organizations in three countries, one of them deactivated, and members in every state. */
export function people(newId: (madeAt: Date) => string, now: Date) {
  const daysAgo = (days: number) => new Date(now.getTime() - days * day);
  const made = (days: number) => ({ id: newId(daysAgo(days)), createdAt: daysAgo(days).toISOString() });

  const person = (email: string, firstname: string, lastname: string, days: number, emailVerified = true) => ({
    ...made(days),
    email,
    password: demo.password,
    firstname,
    lastname,
    emailVerified,
  });
  const dana = person(demo.email, "Dana", "Demo", age);
  const mira = person("mira@example.com", "Mira", "Kovač", age - 10);
  const jonas = person("jonas@example.com", "Jonas", "Weber", age - 20);
  const lena = person("lena@example.com", "Lena", "Fischer", age - 30);
  const pavel = person("pavel@example.com", "Pavel", "Novák", 3, false);

  const organization = (fields: object) => ({ ...made(age - 1), ...fields });
  const studio = organization({ name: "Orbit Studio d.o.o.", country: "Slovenia", ...studioFields });
  const bakery = organization({ name: "Nordlicht Bäckerei GmbH", country: "Germany", ...bakeryFields });
  const closed = { active: false, deactivatedAt: daysAgo(1).toISOString() };
  const harbor = organization({ name: "Harbor & Pine LLC", country: "United States", ...harborFields, ...closed });

  const member = (organizationId: string, fields: object, days = age - 40) => ({
    ...made(days),
    organizationId,
    ...fields,
  });
  const active = (accountId: string, role: string) => ({ accountId, role, active: true });
  const invited = (accountId: string, role: string) => ({ accountId, role, inviterId: dana.id });
  const accountOrganizations = [
    ...[studio, bakery, harbor].map(({ id }) => member(id, active(dana.id, "admin"), age - 1)),
    member(studio.id, { ...invited(mira.id, "admin"), active: true }),
    member(bakery.id, { ...invited(mira.id, "default"), active: true }),
    member(studio.id, { ...invited(jonas.id, "default"), active: true, disabled: true }),
    member(bakery.id, { ...invited(jonas.id, "admin"), active: true }),
    member(studio.id, { ...invited(lena.id, "readonly"), rejected: true }),
    member(harbor.id, { ...invited(lena.id, "readonly"), active: true }),
    // Two invitations that nobody has answered: one by account, one to an address without an account.
    member(studio.id, invited(pavel.id, "readonly"), 1),
    member(studio.id, { invitationEmail: "newcomer@example.com", role: "default", inviterId: dana.id }, 1),
  ];

  const categoriesOf = (organizationId: string) =>
    categories.map(({ kind, retired, ...rest }, index) => ({
      ...made(age - 2),
      ...rest,
      organizationId,
      custom: { kind, rank: index + 1 },
      ...(retired ? { _isDeleted: true, deletedAt: daysAgo(100).toISOString() } : {}),
    }));
  const all = [studio, bakery, harbor].map(({ id }) => ({ id, categories: categoriesOf(id) }));
  const living = (index: number, kind: string) =>
    (all[index]?.categories ?? [])
      .filter(({ custom, alias }) => custom.kind === kind && alias !== "fax")
      .map(({ id }) => id);
  const booked = ({ id }: { id: string }, index: number, colleague: { id: string }): DemoOrganization => ({
    id,
    income: living(index, "income"),
    expense: living(index, "expense"),
    makers: [dana.id, colleague.id],
  });
  return {
    lists: {
      accounts: [dana, mira, jonas, lena, pavel],
      organizations: [studio, bakery, harbor],
      accountOrganizations,
      categories: all.flatMap((one) => one.categories),
    },
    owner: dana.id,
    studio: booked(studio, 0, mira),
    bakery: booked(bakery, 1, jonas),
    harbor: booked(harbor, 2, dana),
  };
}

const studioFields = {
  address: "Trubarjeva cesta 12",
  city: "Ljubljana",
  zip: "1000",
  taxNumber: "SI10203040",
  taxSubject: true,
  website: "https://orbit-studio.example",
  industry: "Design",
  size: "1-10",
  custom: { plan: "pro", founded: 2014 },
  _data: [
    { name: "invoice_footer", value: "Thank you for your business.", options: { position: "bottom" } },
    { name: "payment_days", value: 15 },
  ],
};

const bakeryFields = {
  address: "Lübecker Straße 7",
  city: "Hamburg",
  zip: "22087",
  taxNumber: "DE123456789",
  taxSubject: true,
  industry: "Food",
  size: "11-50",
  custom: { plan: "basic", shops: 3 },
};

const harborFields = {
  address: "48 Wharf Street",
  city: "Portland",
  zip: "04101",
  state: "Maine",
  taxSubject: false,
  industry: "Furniture",
  custom: { plan: "basic" },
};
