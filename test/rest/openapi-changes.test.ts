import { describe, expect, it } from "vitest";
import { breakingChanges } from "../support/openapi-changes.js";

const schema = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    parent: { $ref: "#/components/schemas/Thing" },
    size: { type: ["number", "null"] },
    tags: { type: "array", items: { type: "object", properties: { word: { type: "string" } } } },
  },
};

const input = {
  type: "object",
  required: ["name"],
  properties: {
    name: { type: "string" },
    kind: { type: "string", enum: ["a", "b"] },
    note: { type: ["string", "null"] },
  },
};

const before = () => ({
  paths: {
    "/Things/{id}": {
      get: {
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" } },
          { name: "filter", in: "query", schema: { type: "string" } },
        ],
        responses: {
          200: {
            headers: { ETag: { schema: { type: "string" } } },
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          404: { description: "no" },
        },
      },
      put: {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/ThingInput" } } } },
        responses: { 204: { description: "done" } },
      },
    },
  },
  components: { schemas: { Thing: structuredClone(schema), ThingInput: structuredClone(input) } },
});

type Document = ReturnType<typeof before>;
/** A document in the making has any form. */
type Loose = Record<string, Record<string, Record<string, unknown>>>;

const changed = (change: (document: Document) => void): string[] => {
  const after = before();
  change(after);
  return breakingChanges(before(), after);
};

const thing = (document: Document) => document.components.schemas.Thing as unknown as Loose;
const thingInput = (document: Document) => document.components.schemas.ThingInput as unknown as Loose;
const paths = (document: Document) => document.paths as unknown as Loose;

describe("a change of the description that breaks a client", () => {
  it.each<[string, string[], (document: Document) => void]>([
    [
      "a path is gone",
      ["GET /Things/{id} was removed.", "PUT /Things/{id} was removed."],
      (d) => delete paths(d)["/Things/{id}"],
    ],
    ["a method is gone", ["PUT /Things/{id} was removed."], (d) => delete paths(d)["/Things/{id}"]?.put],
    [
      "a parameter is gone",
      ["GET /Things/{id} has no query parameter filter any more."],
      (d) => d.paths["/Things/{id}"].get.parameters.pop(),
    ],
    [
      "a parameter is needed",
      ["GET /Things/{id} needs the query parameter filter."],
      (d) => Object.assign(d.paths["/Things/{id}"].get.parameters[1] ?? {}, { required: true }),
    ],
    [
      "a new parameter is needed",
      ["GET /Things/{id} needs the query parameter from."],
      (d) =>
        d.paths["/Things/{id}"].get.parameters.push({
          name: "from",
          in: "query",
          required: true,
          schema: { type: "string" },
        }),
    ],
    [
      "a body is needed",
      ["PUT /Things/{id} needs a body."],
      (d) => Object.assign(d.paths["/Things/{id}"].put.requestBody, { required: true }),
    ],
    [
      "a property of what is sent is needed",
      ["PUT /Things/{id} body.kind is needed."],
      (d) => d.components.schemas.ThingInput.required.push("kind"),
    ],
    [
      "a property of what is sent is gone",
      ["PUT /Things/{id} body.note was removed."],
      (d) => delete thingInput(d).properties?.note,
    ],
    [
      "null is not taken any more",
      ["PUT /Things/{id} body.note can be no null any more."],
      (d) => (d.components.schemas.ThingInput.properties.note.type = ["string"]),
    ],
    [
      "a word is not taken any more",
      ['PUT /Things/{id} body.kind cannot be "b" any more.'],
      (d) => d.components.schemas.ThingInput.properties.kind.enum.pop(),
    ],
    [
      "a property of an answer is gone",
      ["GET /Things/{id} 200.size was removed."],
      (d) => delete thing(d).properties?.size,
    ],
    [
      "a property of an answer can be missing",
      ["GET /Things/{id} 200.name can be missing."],
      (d) => d.components.schemas.Thing.required.pop(),
    ],
    [
      "a property inside a list of an answer has another type",
      ["GET /Things/{id} 200.tags[].word can be number.", "GET /Things/{id} 200.tags[].word can be integer."],
      (d) => (d.components.schemas.Thing.properties.tags.items.properties.word.type = "number"),
    ],
    [
      "an answer has another status",
      ["PUT /Things/{id} does not answer 204 any more."],
      (d) => {
        const responses = d.paths["/Things/{id}"].put.responses as Record<string, unknown>;
        delete responses[204];
        responses[200] = {};
      },
    ],
    [
      "an answer lacks a header",
      ["GET /Things/{id} 200 has no header ETag any more."],
      (d) => (d.paths["/Things/{id}"].get.responses[200].headers = {} as never),
    ],
    [
      "an answer has another content type",
      ["GET /Things/{id} 200 is not application/json any more."],
      (d) => (d.paths["/Things/{id}"].get.responses[200].content = {} as never),
    ],
  ])("%s", (_name, expected, change) => {
    expect(changed(change)).toEqual(expected);
  });
});

describe("a change of the description that breaks nobody", () => {
  it.each<[string, (document: Document) => void]>([
    ["nothing at all", () => undefined],
    ["another path", (d) => (paths(d)["/Others"] = { get: {} })],
    [
      "a parameter that can be left out",
      (d) => d.paths["/Things/{id}"].get.parameters.push({ name: "from", in: "query", schema: { type: "string" } }),
    ],
    [
      "another property that can be sent",
      (d) => Object.assign(thingInput(d).properties ?? {}, { size: { type: "number" } }),
    ],
    ["what was needed can be left out", (d) => d.components.schemas.ThingInput.required.pop()],
    ["another property in an answer", (d) => Object.assign(thing(d).properties ?? {}, { color: { type: "string" } })],
    ["a property of an answer that is always there", (d) => d.components.schemas.Thing.required.push("size")],
    [
      "a number of an answer that is a whole one",
      (d) => (d.components.schemas.Thing.properties.size.type = ["integer"]),
    ],
    ["another refusal", (d) => Object.assign(d.paths["/Things/{id}"].get.responses, { 429: { description: "slow" } })],
    [
      "another name of a path's parameter",
      (d) => {
        const all = paths(d);
        const { "/Things/{id}": operations = {} } = all;
        delete all["/Things/{id}"];
        all["/Things/{thing}"] = operations;
      },
    ],
  ])("%s", (_name, change) => {
    expect(changed(change)).toEqual([]);
  });
});
