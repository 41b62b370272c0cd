import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { answers, userErrorCodes } from "../src/graphql/errors.js";

const [userErrors = "", topLevel = ""] = readFileSync("docs/errors.md", "utf8").split("## In `extensions.code`");
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
