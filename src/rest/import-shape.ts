import { faultInWords, type ImportFault, mostFaults } from "../domain/transfer/faults.js";
import type { ImportReport } from "../domain/transfer/import-file.js";
import type { JsonSchema } from "./argument.js";
import { RestError } from "./errors.js";

/** What is wrong in a file, as it is answered. */
export const importErrors = {
  type: "array",
  maxItems: mostFaults,
  description: `what is wrong in the file, the first ${mostFaults} cells.`,
  items: {
    type: "object",
    required: ["line", "column", "code", "message"],
    properties: {
      line: {
        type: ["integer", "null"],
        minimum: 1,
        description: "The line, headings included; of a JSON list the place in it; null for the file as a whole.",
        examples: [3],
      },
      column: {
        type: ["string", "null"],
        description: "The heading as the file has it; null for the line as a whole.",
        examples: ["alias"],
      },
      code: { type: "string", description: "Why it is not valid, for programs.", examples: ["uniqueness"] },
      message: { type: "string", description: "Why it is not valid, in English.", examples: ["is already taken"] },
    },
    additionalProperties: false,
  },
} as const satisfies JsonSchema;

const reportProperties = {
  success: { type: "boolean", description: "Whether every row is good.", examples: [true] },
  rows: { type: "integer", minimum: 0, description: "With `dryRun`: how many rows the file has." },
  errors: { ...importErrors, description: `With \`dryRun\`: ${importErrors.description}` },
};

/** The answer to an import: of one that was only looked at, the report. */
export const importAnswer: JsonSchema = {
  type: "object",
  required: ["success"],
  properties: reportProperties,
  additionalProperties: false,
};

const shown = ({ line, column, rule, message }: ImportFault) => ({ line, column, code: rule, message });

/** What a file that was only looked at is like. */
export const reportShape = ({ success, rows, errors }: ImportReport) => ({ success, rows, errors: errors.map(shown) });

/** As many are in the message; all are in the details. */
const mostSaid = 3;

/** The refusal of a file in which something is wrong. */
export function importRefused({ errors }: ImportReport): RestError {
  const said = errors.slice(0, mostSaid).map(sentence).join("; ");
  // What is wrong with a line or with the file as a whole is a sentence already.
  const end = said.endsWith(".") ? "" : ".";
  const more = errors.length > mostSaid ? ` And ${errors.length - mostSaid} more.` : "";
  return new RestError(
    422,
    "ValidationError",
    `The \`Import\` instance is not valid. Details: ${said}${end}${more}`,
    undefined,
    {
      context: "Import",
      codes: { file: errors.map(({ rule }) => rule) },
      messages: { file: errors.map(sentence) },
      errors: errors.map(shown),
    },
  );
}

const sentence = (fault: ImportFault): string => faultInWords(fault, (column) => `\`${column}\``);
