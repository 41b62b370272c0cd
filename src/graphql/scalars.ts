import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import {
  GraphQLCountryCode,
  GraphQLCurrency,
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJSON,
  GraphQLJSONObject,
  GraphQLLocalDate,
  GraphQLLocale,
  GraphQLTimeZone,
  GraphQLURL,
} from "graphql-scalars";
import { UploadedFile } from "../domain/files/upload.js";

/**
 * A library scalar that checks what comes in and keeps it as it was written. What goes out is not checked: history that
 * was loaded, or written through REST, need not have the form, and hiding it behind an error would help nobody.
 */
function text(scalar: GraphQLScalarType, description: string): GraphQLScalarType<string, string> {
  const check = (value: unknown): string => {
    if (typeof value !== "string") throw new GraphQLError(`${scalar.name} is a text.`);
    scalar.parseValue(value);
    return value;
  };
  return new GraphQLScalarType<string, string>({
    name: scalar.name,
    description,
    serialize: String,
    parseValue: check,
    parseLiteral: (node) => {
      try {
        return check(node.kind === Kind.STRING ? node.value : undefined);
      } catch (error) {
        throw new GraphQLError((error as Error).message, { nodes: node });
      }
    },
  });
}

const described = <Internal, External>(scalar: GraphQLScalarType<Internal, External>, description: string) =>
  new GraphQLScalarType<Internal, External>({ ...scalar.toConfig(), description });

/** A JSON scalar. A variable that is not given, inside a literal, is as if its place had not been written, as in GraphQL's inputs. */
const json = <Internal, External>(scalar: GraphQLScalarType<Internal, External>, description: string) =>
  new GraphQLScalarType<Internal, External>({
    ...scalar.toConfig(),
    description,
    parseLiteral: (node, variables) => withoutHoles(scalar.parseLiteral(node, variables)) as Internal,
  });

function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => withoutHoles(part) ?? null);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, withoutHoles(part)]])),
  );
}

/** A scalar that is read from a text, or from the text of a number, and shown as it is. */
function read<Input>(
  name: string,
  description: string,
  { numbers = false, from }: { numbers?: boolean; from: (text: string) => Input | undefined },
): GraphQLScalarType<Input, unknown> {
  const parse = (value: unknown, nodes?: ValueNode): Input => {
    const isText = typeof value === "string" || (numbers && typeof value === "number");
    const found = isText ? from(String(value)) : undefined;
    // The value is not repeated: it can be long.
    if (found === undefined) throw new GraphQLError(`This is no ${name}: ${description}`, nodes ? { nodes } : {});
    return found;
  };
  return new GraphQLScalarType<Input, unknown>({
    name,
    description,
    serialize: (value) => value,
    parseValue: (value) => parse(value),
    parseLiteral: (node) => {
      const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
      return parse(node.kind === Kind.STRING || (numbers && isNumber) ? node.value : undefined, node);
    },
  });
}

function refusedAsUndefined<Result>(parse: () => Result): Result | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

/** The library's check, but for the year 0, which no database knows. */
const readDay = (text: string): string | undefined =>
  text.startsWith("0000") ? undefined : refusedAsUndefined(() => GraphQLLocalDate.parseValue(text));

const decimalForm = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;
/** No amount has as many characters; how large it may be the domain says. */
const longestDecimal = 100;

export const Day = read("Date", "A day of the calendar, such as `2020-02-29`.", { from: readDay });
export const DateOrDateTime = read(
  "DateOrDateTime",
  "An instant such as `2020-02-29T07:59:37.938Z`, or a day such as `2020-02-29`: then its beginning in the organization's time zone.",
  { from: (text) => readDay(text) ?? refusedAsUndefined((): Date => GraphQLDateTime.parseValue(text)) },
);
export const Decimal = read(
  "Decimal",
  'An exact decimal number as a text, such as `"12.50"`. A number is taken too, by the digits that it is written with.',
  { numbers: true, from: (text) => (text.length <= longestDecimal && decimalForm.test(text) ? text : undefined) },
);

export const DateTime = described(
  GraphQLDateTime,
  "An instant in UTC with milliseconds, such as `2020-02-29T07:59:37.938Z`.",
);
export const JSONValue = json(GraphQLJSON, "Any JSON value.");
export const JSONObject = json(GraphQLJSONObject, "A JSON object: keys with any JSON values.");
export const CountryCode = text(GraphQLCountryCode, "A country by its ISO 3166-1 alpha-2 code, such as `SI`.");
export const Currency = text(GraphQLCurrency, "A currency by its ISO 4217 code, such as `EUR`.");
export const EmailAddress = text(GraphQLEmailAddress, "An e-mail address, such as `ada@example.com`.");
export const Locale = text(
  GraphQLLocale,
  "A language, with a country where it matters, such as `en` or `de-AT` (BCP 47).",
);
export const TimeZone = text(GraphQLTimeZone, "A time zone by its IANA name, such as `Europe/Ljubljana`.");
export const Url = text(GraphQLURL, "An absolute web address, such as `https://example.com`.");

const notAFile = (): GraphQLError =>
  new GraphQLError("Upload is a file that comes with the request, by the GraphQL multipart request specification.");

export const Upload = new GraphQLScalarType<UploadedFile, never>({
  name: "Upload",
  description:
    "A file. It comes with the request by the GraphQL multipart request specification, with the header `GraphQL-Require-Preflight`: null stands for it in the variables.",
  parseValue: (value) => {
    if (value instanceof UploadedFile) return value;
    throw notAFile();
  },
  parseLiteral: () => {
    throw notAFile();
  },
  serialize: () => {
    throw new Error("a file is never answered");
  },
});
