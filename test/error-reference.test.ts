import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { answers, userErrorCodes } from "../src/graphql/errors.js";
import { answers as restAnswers } from "../src/rest/errors.js";
import { routes } from "../src/rest/routes.js";

const [userErrors = "", topLevel = "", rest = ""] = readFileSync("docs/errors.md", "utf8").split(
  /^## In `(?:extensions|error)\.code`/m,
);
const codesIn = (text: string) => [...text.matchAll(/^\| ([A-Z_]+) +\|/gm)].map((match) => match[1]);

it("lists every user error with the words of the schema, and no other", () => {
  const lines = userErrors.replace(/ +/g, " ");
  for (const [code, description] of Object.entries(userErrorCodes))
    expect(lines).toContain(`| ${code} | ${description} |`);
  expect(codesIn(userErrors).sort()).toEqual(Object.keys(userErrorCodes).sort());
});

it("lists every code of a whole field's error that the door can answer", () => {
  const raised = Object.values(answers).flatMap((answer) => ("topLevel" in answer ? [answer.topLevel] : []));
  const ofTheDoor = ["QUERY_TOO_COMPLEX", "UNAVAILABLE", "INTERNAL_SERVER_ERROR"];
  expect(codesIn(topLevel).sort()).toEqual([...new Set([...raised, ...ofTheDoor])].sort());
});

it("lists every code that `/v1` can answer, with its status", () => {
  const written = new Map(
    [...rest.matchAll(/^\| ([A-Z_]+) +\| (\d+) +\|/gm)].map(([, code, status]) => [code, status]),
  );
  const ofTheDomain = Object.entries(restAnswers)
    // These have no code in the answer, are no refusals of this door, or share their code with another.
    .filter(([code]) => !["VALIDATION_FAILED", "UNAVAILABLE", "IDEMPOTENCY_MISMATCH", "TOKEN_EXPIRED"].includes(code))
    .map(([code, answer]): [string, number] => ["code" in answer ? answer.code : code, answer.status]);
  const ofRoutes = routes
    .flatMap(({ args }) => Object.values(args ?? {}))
    .flatMap(({ missing }): [string, number][] => (missing ? [[missing.code, 400]] : []));
  const ofTheDoor: [string, number][] = [
    ["OPERATOR_NOT_ALLOWED_IN_QUERY", 400],
    ["QUERY_OBJECT_TOO_DEEP", 400],
    ["ROUTE_NOT_FOUND", 404],
  ];
  expect(Object.fromEntries(written)).toEqual(
    Object.fromEntries([...ofTheDomain, ...ofRoutes, ...ofTheDoor].map(([code, status]) => [code, String(status)])),
  );
});
