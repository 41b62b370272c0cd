import type { Argument, JsonSchema } from "./argument.js";
import { exampleOf, withExamples } from "./openapi-example.js";

/** How a call that takes a file is described: its other arguments can be in the form or in the query. */

type Named = readonly [name: string, argument: Argument<unknown>];

const isFile = ([, { fileBytes }]: Named): boolean => fileBytes !== undefined;

export const takesFile = (args: readonly Named[]): boolean => args.some(isFile);

/** The arguments in the query. None is required of it: the form may have it. */
export const uploadParameters = (args: readonly Named[]): JsonSchema[] =>
  args
    .filter((named) => !isFile(named))
    .map(([name, { description, schema, required }]) => ({
      name,
      in: "query",
      description: `${description}${required ? " Required, here or in the form." : ""} Where the form has it, too, the form's counts.`,
      schema: withExamples(schema),
    }));

/** The form. Only the file is required of it. */
export function uploadBody(args: readonly Named[]): JsonSchema {
  const properties = Object.fromEntries(args.map((named) => [named[0], formField(named)]));
  const needed = (of: readonly Named[]) => of.filter(([, { required }]) => required).map(([name]) => name);
  const schema = { type: "object", required: needed(args.filter(isFile)), properties };
  const example = exampleOf({ ...schema, required: needed(args) }, {}, true);
  return { required: true, content: { "multipart/form-data": { schema, example } } };
}

function formField([name, argument]: Named): JsonSchema {
  const { description, schema, required } = argument;
  const own = withExamples(schema);
  if (isFile([name, argument])) return { ...own, description: `${description} The part can have any name.` };
  const place = required ? "Required, here or in the query" : "Can also be in the query";
  return { ...own, description: `${description} ${place}: where both have it, this counts.` };
}
