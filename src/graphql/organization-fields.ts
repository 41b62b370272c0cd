import { builder, type ObjectFields, type InputFields } from "./builder.js";

/** The texts of an organization that are written as they are read, with their scalars. */
const texts = {
  locale: ["Locale", "The language of its documents; from the country where not given."],
  timezone: ["TimeZone", "The zone in which its days begin and end; from the country where not given."],
  size: ["String", "How large it is, in its own words."],
  industry: ["String", "What it works in."],
  billingEmail: ["EmailAddress", "Where bills for it go."],
  address: ["String", "The street and number."],
  address2: ["String", "The second line of the address."],
  city: ["String", "The city."],
  zip: ["String", "The postal code."],
  state: ["String", "The state or province."],
  country: ["String", "The country: English or native name, or ISO code; other texts are kept as they are."],
  countryAlpha2Code: ["CountryCode", "The country's code; from `country` where not given."],
  taxNumber: ["String", "The tax number."],
  companyNumber: ["String", "The number in the company register."],
  IBAN: ["String", "The bank account."],
  bank: ["String", "The bank's name."],
  SWIFT: ["String", "The bank's code."],
  website: ["URL", "The web site."],
  email: ["EmailAddress", "The e-mail address on its documents."],
  phone: ["String", "The telephone number."],
  businessType: ["String", "The legal form."],
  fiscalRegionCode: ["String", "The code of the tax region."],
} as const;

export function organizationTextFields(t: ObjectFields<"Organization">) {
  const names = Object.keys(texts) as (keyof typeof texts)[];
  return Object.fromEntries(
    names.map((name) => {
      const [type, description] = texts[name];
      return [name, t.field({ type, nullable: true, description, resolve: (organization) => organization[name] })];
    }),
  );
}

const DataInput = builder.inputType("OrganizationDataInput", {
  description: "One of an organization's named settings.",
  fields: (t) => ({
    name: t.string({ required: true, description: "What it is called." }),
    value: t.field({ type: "JSON", description: "Its value: any JSON." }),
    options: t.field({ type: "JSON", description: "What goes with the value: any JSON." }),
  }),
});

export function organizationInputFields(t: InputFields) {
  const names = Object.keys(texts) as (keyof typeof texts)[];
  return {
    ...(Object.fromEntries(
      names.map((name) => {
        const [type, description] = texts[name];
        return [name, t.field({ type, required: false, description })];
      }),
    ) as object),
    taxSubject: t.boolean({ description: "Whether it charges tax." }),
    custom: t.field({ type: "JSONObject", description: "The integrator's own data, replaced as a whole." }),
    data: t.field({ type: [DataInput], required: false, description: "Its named settings, replaced as a whole." }),
  };
}
