import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLField,
  type GraphQLInputField,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { schema } from "../../src/graphql/schema.js";

const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;

/** The schema as some commit had it, or null where there is no such commit or file: in an archive, or at the very first. */
function committed(revision: string): string | null {
  try {
    return execFileSync("git", ["show", `${revision}:schema.graphql`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return null;
  }
}

describe("schema.graphql", () => {
  it("is the print of the schema that is served", async () => {
    await expect(printed).toMatchFileSnapshot("../../schema.graphql");
  });

  it.each(["HEAD", "HEAD~1"])("breaks no client of %s, unless CHANGELOG.md announces it as BREAKING", (revision) => {
    const before = committed(revision);
    const changelog = readFileSync("CHANGELOG.md", "utf8");
    const unannounced = before
      ? findBreakingChanges(buildSchema(before), schema)
          .map((change) => change.description)
          .filter((description) => !changelog.includes(`BREAKING: ${description}`))
      : [];
    expect(unannounced).toEqual([]);
  });

  it("describes every type, field, argument, input field and enum value", () => {
    const undescribed: string[] = [];
    const check = (name: string, description: string | null | undefined) => {
      if (!description?.trim()) undescribed.push(name);
    };
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      check(type.name, type.description);
      if (isEnumType(type))
        for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
      if (isInputObjectType(type) || isObjectType(type) || isInterfaceType(type)) {
        const fields = Object.values(
          type.getFields() as Record<string, GraphQLInputField | GraphQLField<unknown, unknown>>,
        );
        for (const field of fields) {
          check(`${type.name}.${field.name}`, field.description);
          const args = "args" in field ? field.args : [];
          for (const argument of args) check(`${type.name}.${field.name}(${argument.name})`, argument.description);
        }
      }
    }
    expect(undescribed).toEqual([]);
  });

  it("has nothing that begins with an underscore", () => {
    const legacy = Object.values(schema.getTypeMap())
      .filter((type) => !isIntrospectionType(type))
      .flatMap((type) =>
        "getFields" in type ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
      )
      .filter((name) => name.includes("._"));
    expect(legacy).toEqual([]);
  });

  it("gives every mutation one input and a payload with userErrors", () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const title = field.name.charAt(0).toUpperCase() + field.name.slice(1);
      expect(field.args.map((argument) => `${argument.name}: ${argument.type.toString()}`)).toEqual([
        `input: ${title}Input!`,
      ]);
      expect(field.type.toString()).toBe(`${title}Payload!`);
      const payload = schema.getType(`${title}Payload`);
      expect(isObjectType(payload) && payload.getFields().userErrors?.type.toString()).toBe("[UserError!]!");
    }
  });
});
