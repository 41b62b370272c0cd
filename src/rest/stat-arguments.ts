import { DomainError } from "../domain/errors.js";
import { documentTypes } from "../domain/ledger/views.js";
import { readDocumentType } from "../domain/stats/counted.js";
import { dists, readDay, readDist } from "../domain/stats/period.js";
import { type Argument, idArgument, textArgument } from "./argument.js";
import { badArgument } from "../where/argument-error.js";
import { at, isStorable, objectOf, refuseTooDeep } from "../where/structure.js";

/**
 * The arguments of statistics and reports. The domain reads them, too; here they are read before anybody asks who is
 * calling, since a malformed argument is refused whoever sends it.
 */

type Text = string | null | undefined;
interface Options {
  required?: true;
}

/** Checks a text by the domain's own reading of it. Errors: ArgumentError. */
const readBy =
  (refuse: (raw: Text, name: string) => unknown) =>
  (raw: Text, name: string): void => {
    try {
      refuse(raw, name);
    } catch (error) {
      throw error instanceof DomainError ? badArgument(error.message) : error;
    }
  };

function checked(argument: Argument<Text>, check: (raw: Text, name: string) => void): Argument<Text> {
  return {
    ...argument,
    read: (raw, name) => {
      const text = argument.read(raw, name);
      check(text, name);
      return text;
    },
  };
}

const refuseUnstorable = (text: Text, name: string): void => {
  if (text && !isStorable(text)) throw badArgument(`${name} has characters that no text has`);
};

/** A date: `2020-02-29`, an ISO date-time or `29/2/2020`, kept as it was written. */
export const dayArgument = (
  description: string,
  { example = "2020-01-01", ...options }: Options & { example?: string },
) =>
  checked(
    textArgument(`${description} As \`2020-02-29\`, as an ISO date-time or as \`29/2/2020\`.`, {
      ...options,
      schema: { example },
    }),
    readBy(readDay),
  );

const distDescription = "How long the parts of the range are.";

/** `day`, `week`, `month` or `year`. */
export const distArgument = (options: Options = {}) =>
  checked(
    textArgument(`${distDescription} At most 1,000 of them.`, {
      ...options,
      schema: { enum: dists, example: "month" },
    }),
    readBy(readDist),
  );

/** A type of documents. */
export const documentTypeArgument = (options: Options = {}) =>
  checked(
    textArgument("The type of the documents.", { ...options, schema: { enum: documentTypes, example: "invoice" } }),
    readBy(readDocumentType),
  );

/** A text to compare with. */
export const keyArgument = (description: string) => checked(textArgument(description), refuseUnstorable);

/** An id to compare with, in any letter case. */
export const keyIdArgument = (description: string) => checked(idArgument(description), refuseUnstorable);

/** The options of a report, as an object or as JSON: `{dist}`. What else is in it is ignored. */
export const reportOptionsArgument = (description: string): Argument<{ dist: Text }> => ({
  description,
  schema: { type: "string", example: '{"dist":"month"}' },
  read: (raw, name) => {
    const options = objectOf(raw, name) ?? {};
    refuseTooDeep(options);
    return { dist: distArgument().read(at(options, "dist"), `${name}.dist`) };
  },
});
