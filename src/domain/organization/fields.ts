import { flag, jsonObject, optionalText } from "../validate.js";
import { dataSchema } from "./data.js";

/** What may be written of an organization besides its name. */
export const organizationFields = {
  locale: optionalText(),
  timezone: optionalText(),
  size: optionalText(),
  industry: optionalText(),
  billingEmail: optionalText(),
  address: optionalText(),
  address2: optionalText(),
  city: optionalText(),
  zip: optionalText(),
  state: optionalText(),
  country: optionalText(),
  countryAlpha2Code: optionalText(),
  taxNumber: optionalText(),
  taxSubject: flag(),
  companyNumber: optionalText(),
  IBAN: optionalText(),
  bank: optionalText(),
  SWIFT: optionalText(),
  website: optionalText(),
  email: optionalText(),
  phone: optionalText(),
  businessType: optionalText(),
  fiscalRegionCode: optionalText(),
  custom: jsonObject(),
  data: dataSchema,
};
