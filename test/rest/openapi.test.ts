import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { servedDescription } from "../../src/rest/docs.js";
import { routes } from "../../src/rest/routes.js";
import { breakingChanges } from "../support/openapi-changes.js";

interface Parameter {
  name: string;
  in: string;
  description: string;
  schema: Node;
}

interface Operation {
  operationId: string;
  summary: string;
  deprecated?: boolean;
  parameters: Parameter[];
  requestBody?: Node;
  responses: Record<string, Node>;
}

type Node = Record<string, unknown>;

const description = servedDescription();
/** As a client gets it, and as often as it is changed by a validator. */
const fresh = () => JSON.parse(JSON.stringify(description)) as Node;

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    ...(operation as unknown as Operation),
  })),
);

/** The description as some commit had it, or null where there is no such commit or file. */
function committed(revision: string): string | null {
  try {
    return execFileSync("git", ["show", `${revision}:openapi.json`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch {
    return null;
  }
}

/** Every object inside with the way to it. */
function nodesIn(value: unknown, way = ""): [way: string, node: Node][] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, part]) => nodesIn(part, `${way}/${key}`));
  return Array.isArray(value) ? inside : [[way, value as Node], ...inside];
}

describe("openapi.json", () => {
  it("is the description that is served", async () => {
    await expect(`${JSON.stringify(description, null, 2)}\n`).toMatchFileSnapshot("../../openapi.json");
  });

  it.each(["HEAD", "HEAD~1"])("breaks no client of %s, unless CHANGELOG.md announces it as BREAKING", (revision) => {
    const before = committed(revision);
    const changelog = readFileSync("CHANGELOG.md", "utf8");
    const unannounced = before
      ? breakingChanges(JSON.parse(before) as Node, fresh()).filter(
          (change) => !changelog.includes(`BREAKING: ${change}`),
        )
      : [];
    expect(unannounced).toEqual([]);
  });

  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    expect([await validator.validate(fresh()), validator.version]).toEqual([{ valid: true }, "3.1"]);
  });

  it("refers to nothing that is not there, and has nothing that nobody refers to", () => {
    const references = new Set(
      nodesIn(description).flatMap(([, { $ref }]) => (typeof $ref === "string" ? [$ref] : [])),
    );
    const { schemas, responses, headers } = description.components;
    const components = Object.entries({ schemas, responses, headers }).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `#/components/${kind}/${name}`),
    );
    // The whole objects are there for who reads the filtered ones, whether or not a call answers them.
    const unused = components.filter((component) => !references.has(component));
    const whole = unused.filter((component) => references.has(component.replace("/schemas/", "/schemas/Filtered")));
    expect(unused.filter((component) => !whole.includes(component))).toEqual([]);
    expect([...references].filter((reference) => !components.includes(reference))).toEqual([]);
  });

  it("has every row of the table, under each of its names, and nothing else", () => {
    const rows = routes.flatMap((route) => [route, ...(route.oldNames ?? [])]);
    const inTable = rows.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    expect(operations.map(({ name }) => name).sort()).toEqual(inTable.sort());
  });

  it("marks the older names of calls as deprecated", () => {
    const older = routes.flatMap(({ oldNames = [] }) => oldNames);
    const names = older.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    const marked = operations.filter(({ deprecated }) => deprecated).map(({ name }) => name);
    expect(names.filter((name) => !marked.includes(name))).toEqual([]);
    expect(marked).toContain("PUT /Organizations/{id}");
  });

  it("describes every parameter of every path", () => {
    const undescribed = operations.filter(({ path, parameters }) => {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const documented = parameters.filter((parameter) => parameter.in === "path" && parameter.description !== "");
      return JSON.stringify(named) !== JSON.stringify(documented.map(({ name }) => name));
    });
    expect(undescribed.map(({ name }) => name)).toEqual([]);
  });

  it("describes every argument and every property", () => {
    const properties = nodesIn(description)
      .filter(([way]) => way.endsWith("/properties") && !way.includes("example"))
      .flatMap(([way, node]) => Object.entries(node).map(([name, property]) => [`${way}/${name}`, property as Node]));
    const silent = (properties as [string, Node][]).filter(
      ([way, { description: words, $ref, items }]) =>
        !words && $ref === undefined && (items as Node | undefined)?.$ref === undefined && !way.endsWith("/error"),
    );
    const parameters = operations.flatMap(({ name, parameters: all }) =>
      all.filter((parameter) => !parameter.description).map((parameter) => `${name} ${parameter.name}`),
    );
    expect([...silent.map(([way]) => way), ...parameters]).toEqual([]);
  });

  it("tells of an argument beside a file that it can be in the form or in the query, and which of them counts", () => {
    const uploads = operations.flatMap(({ name, parameters, requestBody }) => {
      const content = requestBody?.content as Record<string, Node> | undefined;
      const { required, properties } = (content?.["multipart/form-data"]?.schema ?? {}) as Record<string, Node>;
      if (!properties) return [];
      const fields = Object.entries(properties as Record<string, Node>).filter(([field]) => field !== "file");
      const query = parameters.filter((parameter) => parameter.in === "query");
      return [{ name, required, fields, query }];
    });
    expect(uploads.map(({ name, query }) => [name, query.map((parameter) => parameter.name)])).toEqual([
      ["POST /Organizations/{id}/images", ["type"]],
      ["POST /Organizations/{id}/upload-image", ["type"]],
      ["POST /Organizations/{id}/import", ["type", "dryRun"]],
    ]);
    for (const { required, fields, query } of uploads) {
      expect(required).toEqual(["file"]);
      expect(fields.map(([field, { description: _words, ...schema }]) => [field, schema])).toEqual(
        query.map(({ name, schema }) => [name, schema]),
      );
      for (const parameter of query) {
        expect(parameter).not.toHaveProperty("required");
        expect(parameter.description).toMatch(/ Where the form has it, too, the form's counts\.$/);
      }
      for (const [, { description: words }] of fields)
        expect(words).toMatch(/query: where both have it, this counts\.$/);
    }
  });

  it("names every operation once, as programs name things", () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining(["logIn", "getCategory", "listCategoriesOfOrganization", "acceptAccountOrganization"]),
    );
  });

  it("documents every refusal that a call can have, and none that the original service did not know", () => {
    const statuses = Object.fromEntries(
      operations.map(({ name, responses }) => [name, Object.keys(responses).map(Number)]),
    );
    expect(statuses).toMatchObject({
      "POST /Accounts": [200, 400, 401, 413, 415, 422, 429, 500, 503],
      "POST /Accounts/reset": [204, 400, 413, 415, 422, 429, 500, 503],
      "GET /Categories/{id}": [200, 304, 400, 401, 404, 413, 415, 429, 500, 503],
      "DELETE /Categories/{id}": [200, 400, 401, 413, 415, 422, 429, 500, 503],
    });
    expect(operations.filter(({ responses }) => [403, 405, 409].some((status) => status in responses))).toEqual([]);
  });

  it("shows examples that fit their schemas, for all that is sent and answered", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    (addFormats as unknown as (target: Ajv2020) => void)(ajv);
    ajv.addSchema({ ...fresh(), $id: "openapi" });
    const wrong: string[] = [];
    let shown = 0;
    for (const [way, node] of nodesIn(fresh())) {
      const media = way.includes("/content/") && "schema" in node;
      if (media && !("example" in node)) wrong.push(`${way} has no example`);
      if (!media || !("example" in node)) continue;
      shown += 1;
      const schema = JSON.parse(JSON.stringify(node.schema).replaceAll('"#/', '"openapi#/')) as Node;
      const check = ajv.compile(schema);
      if (!check(node.example)) wrong.push(`${way}: ${ajv.errorsText(check.errors)}`);
    }
    expect(wrong).toEqual([]);
    expect(shown).toBeGreaterThan(50);
  });

  it("tells which answers a filter can change, and is strict about all others", () => {
    const { Category, FilteredCategory, CategoryInput } = description.components.schemas as Record<string, Node>;
    const names = Object.keys(Category?.properties as Node);
    expect([Category?.required, Category?.additionalProperties]).toEqual([names, false]);
    expect([
      FilteredCategory?.required,
      FilteredCategory?.additionalProperties,
      Object.keys(FilteredCategory?.properties as Node),
    ]).toEqual([undefined, false, [...names, "organization", "documentCategories"]]);
    expect([CategoryInput?.required, Object.keys(CategoryInput?.properties as Node)]).toEqual([
      ["name", "alias"],
      ["name", "alias", "description", "custom"],
    ]);
  });

  it("never shows a password in an answer", () => {
    const { Account, FilteredAccount, AccountInput } = description.components.schemas as Record<string, Node>;
    const has = [Account, FilteredAccount, AccountInput].map((schema) => "password" in (schema?.properties as Node));
    expect(has).toEqual([false, false, true]);
  });
});
