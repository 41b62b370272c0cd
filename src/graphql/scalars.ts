import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import {
  GraphQLCountryCode,
  GraphQLCurrency,
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJSON,
  GraphQLJSONObject,
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
      if (node.kind !== Kind.STRING) throw new GraphQLError(`${scalar.name} is a text.`, { nodes: node });
      return check(node.value);
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
