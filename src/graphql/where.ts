import type { InputFieldMap, InputRef } from "@pothos/core";
import { databaseId, type NodeType } from "./ids.js";
import { invalid } from "../domain/errors.js";
import type { Condition, Value } from "../domain/list/condition.js";
import { builder } from "./builder.js";
import { DocumentType, PaymentType, Role, Status } from "./enums.js";

const CaseMode = builder.enumType("CaseMode", {
  description: "How letter case counts when texts are compared.",
  values: {
    SENSITIVE: { description: "`a` and `A` differ." },
    INSENSITIVE: { description: "`a` and `A` are the same." },
  },
});

const none = "Rows without a value count as different.";

export const StringFilter = builder.inputType("StringFilter", {
  description: "What a text has to be. All that is given has to hold.",
  fields: (t) => ({
    eq: t.string({ description: "Equal; null finds rows without a value." }),
    neq: t.string({ description: `Not equal. ${none}` }),
    in: t.stringList({ description: "One of these, 100 at most.", required: { list: false, items: false } }),
    notIn: t.stringList({
      description: `None of these, 100 at most. ${none}`,
      required: { list: false, items: false },
    }),
    contains: t.string({ description: "Has this in it." }),
    startsWith: t.string({ description: "Begins with this." }),
    endsWith: t.string({ description: "Ends with this." }),
    mode: t.field({ type: CaseMode, defaultValue: "SENSITIVE", description: "Whether letter case counts." }),
  }),
});

export const BooleanFilter = builder.inputType("BooleanFilter", {
  description: "What a yes or no has to be.",
  fields: (t) => ({
    eq: t.boolean({ description: "Equal; null finds rows without a value." }),
    neq: t.boolean({ description: `Not equal. ${none}` }),
  }),
});

export const DateTimeFilter = builder.inputType("DateTimeFilter", {
  description: "What an instant has to be. All that is given has to hold.",
  fields: (t) => ({
    eq: t.field({ type: "DateTime", description: "Equal; null finds rows without a value." }),
    neq: t.field({ type: "DateTime", description: `Not equal. ${none}` }),
    gt: t.field({ type: "DateTime", description: "Later." }),
    gte: t.field({ type: "DateTime", description: "Later or equal." }),
    lt: t.field({ type: "DateTime", description: "Earlier." }),
    lte: t.field({ type: "DateTime", description: "Earlier or equal." }),
  }),
});

export const DateFilter = builder.inputType("DateFilter", {
  description: "What a calendar date has to be. All that is given has to hold.",
  fields: (t) => ({
    eq: t.field({ type: "Date", description: "Equal; null finds rows without a value." }),
    neq: t.field({ type: "Date", description: `Not equal. ${none}` }),
    gt: t.field({ type: "Date", description: "Later." }),
    gte: t.field({ type: "Date", description: "Later or equal." }),
    lt: t.field({ type: "Date", description: "Earlier." }),
    lte: t.field({ type: "Date", description: "Earlier or equal." }),
  }),
});

export const DecimalFilter = builder.inputType("DecimalFilter", {
  description: "What a decimal number has to be, compared exactly. All that is given has to hold.",
  fields: (t) => ({
    eq: t.field({ type: "Decimal", description: "Equal, whatever the number of decimals." }),
    neq: t.field({ type: "Decimal", description: "Not equal." }),
    gt: t.field({ type: "Decimal", description: "Greater." }),
    gte: t.field({ type: "Decimal", description: "Greater or equal." }),
    lt: t.field({ type: "Decimal", description: "Smaller." }),
    lte: t.field({ type: "Decimal", description: "Smaller or equal." }),
  }),
});

export const IDFilter = builder.inputType("IDFilter", {
  description: "Which object is named. Either form of id is taken.",
  fields: (t) => ({
    eq: t.id({ description: "This one; null finds rows that name none." }),
    neq: t.id({ description: `Not this one. ${none}` }),
    in: t.idList({ description: "One of these, 100 at most.", required: { list: false, items: false } }),
    notIn: t.idList({ description: `None of these, 100 at most. ${none}`, required: { list: false, items: false } }),
  }),
});

export const RoleFilter = builder.inputType("RoleFilter", {
  description: "Which role.",
  fields: (t) => ({
    eq: t.field({ type: Role, description: "This one." }),
    neq: t.field({ type: Role, description: "Not this one." }),
    in: t.field({ type: [Role], description: "One of these.", required: false }),
    notIn: t.field({ type: [Role], description: "None of these.", required: false }),
  }),
});

export const StatusFilter = builder.inputType("AccountOrganizationStatusFilter", {
  description: "Which state.",
  fields: (t) => ({
    eq: t.field({ type: Status, description: "This one." }),
    neq: t.field({ type: Status, description: "Not this one." }),
    in: t.field({ type: [Status], description: "One of these.", required: false }),
    notIn: t.field({ type: [Status], description: "None of these.", required: false }),
  }),
});

export const DocumentTypeFilter = builder.inputType("DocumentTypeFilter", {
  description: "Which type of document.",
  fields: (t) => ({
    eq: t.field({ type: DocumentType, description: "This one." }),
    neq: t.field({ type: DocumentType, description: "Not this one." }),
    in: t.field({ type: [DocumentType], description: "One of these.", required: false }),
    notIn: t.field({ type: [DocumentType], description: "None of these.", required: false }),
  }),
});

export const PaymentTypeFilter = builder.inputType("PaymentTypeFilter", {
  description: "Which type of payment.",
  fields: (t) => ({
    eq: t.field({ type: PaymentType, description: "This one." }),
    neq: t.field({ type: PaymentType, description: "Not this one." }),
    in: t.field({ type: [PaymentType], description: "One of these.", required: false }),
    notIn: t.field({ type: [PaymentType], description: "None of these.", required: false }),
  }),
});

/** The filter of one property, and for ids the type of object that they name. */
type PropertyFilter = InputRef | { of: NodeType };

/** The types of named objects by where-input, so that their ids can be read. */
const idTypes = new Map<string, NodeType>();

/** Adds `NameWhere` with `and`, `or`, `not` and a filter for each property. */
export function whereInput(type: string, filters: Record<string, PropertyFilter>) {
  const ref = builder.inputRef<object>(`${type}Where`);
  for (const [property, filter] of Object.entries(filters)) if ("of" in filter) idTypes.set(property, filter.of);
  ref.implement({
    description: `Which rows of type ${type}. All that is given has to hold; an empty object finds everything.`,
    fields: (t) => {
      const fields: InputFieldMap = {
        and: t.field({ type: [ref], required: false, description: "All of these hold." }),
        or: t.field({ type: [ref], required: false, description: "At least one of these holds." }),
        not: t.field({ type: ref, required: false, description: "This does not hold." }),
      };
      for (const [property, filter] of Object.entries(filters)) {
        fields[property] = t.field({
          type: ("of" in filter ? IDFilter : filter) as typeof IDFilter,
          required: false,
          description: `What \`${property}\` has to be.`,
        });
      }
      return fields;
    },
  });
  return ref;
}

const mostConditions = 50;
const mostParts = 100;
const deepestLogic = 5;
const longestText = 1_000;
const longestList = 100;

/** The domain's condition of a where-input. Errors: INVALID_ARGUMENT naming the part that cannot be taken. */
export function toCondition(where: object, type: NodeType): Condition {
  let count = 0;
  let parts = 0;
  const logic = (input: object, path: string, depth: number): Condition => {
    // An object without a condition costs SQL, too.
    if (++parts > mostParts) throw invalid(`"where" has more than ${mostParts} objects in it.`);
    if (depth > deepestLogic) throw invalid(`"where" goes deeper than ${deepestLogic} levels of and, or, not.`);
    const conditions = Object.entries(input).flatMap(([key, value]: [string, unknown]): Condition[] => {
      const place = `${path}.${key}`;
      if (value === undefined) return [];
      if (value === null) throw invalid(`"${place}" is null, which is no condition. Leave it out, or use eq: null.`);
      if (key === "and" || key === "or") {
        const parts = list(value, place) as object[];
        return [{ kind: key, conditions: parts.map((part, index) => logic(part, `${place}[${index}]`, depth + 1)) }];
      }
      if (key === "not") return [{ kind: "not", condition: logic(value, place, depth + 1) }];
      return property(key, value as Record<string, unknown>, place);
    });
    return { kind: "and", conditions };
  };

  const property = (name: string, filter: Record<string, unknown>, path: string): Condition[] => {
    const ignoreCase = filter.mode === "INSENSITIVE";
    const of = name === "id" ? type : idTypes.get(name);
    const scalar = (value: unknown, place: string): Value => {
      if (typeof value === "string") {
        if (of) return databaseId(value, of, place);
        if (value.length > longestText) throw invalid(`"${place}" is longer than ${longestText} characters.`);
        if (value.includes("\0") || !value.isWellFormed()) throw invalid(`"${place}" has characters that no text has.`);
      }
      return value as Value;
    };
    return Object.entries(filter).flatMap(([operator, value]): Condition[] => {
      const place = `${path}.${operator}`;
      if (operator === "mode" || value === undefined) return [];
      if (++count > mostConditions) throw invalid(`"where" has more than ${mostConditions} conditions.`);
      switch (operator) {
        case "eq":
        case "neq":
          return [{ kind: "compare", property: name, operator, value: scalar(value, place), ignoreCase }];
        case "gt":
        case "gte":
        case "lt":
        case "lte":
          if (value === null) throw invalid(`"${place}" is null: nothing is greater or smaller than that.`);
          return [{ kind: "compare", property: name, operator, value: scalar(value, place) }];
        case "in":
        case "notIn":
          return [
            {
              kind: "among",
              property: name,
              operator,
              values: list(value, place).map((item) => scalar(item, place)),
              ignoreCase,
            },
          ];
        case "contains":
        case "startsWith":
        case "endsWith":
          if (value === null) throw invalid(`"${place}" is null, which is in no text.`);
          return [{ kind: "text", property: name, operator, value: String(scalar(value, place)), ignoreCase }];
        default:
          throw new Error(`the filter of ${place} has no meaning`);
      }
    });
  };

  const list = (value: unknown, place: string): unknown[] => {
    if (!Array.isArray(value)) throw invalid(`"${place}" is no list.`);
    if (value.length > longestList) throw invalid(`"${place}" has more than ${longestList} entries.`);
    return value;
  };

  return logic(where, "where", 0);
}
