import { z } from "zod";
import { isId } from "../../database/ids.js";

/** What the objects of every list have. */

/** An id of the file. */
export const id = () => z.string().refine(isId, "is not an id: 24 lower-case hexadecimal characters");

/** PostgreSQL writes years beyond these in forms of its own. */
const firstYear = 1000;
const lastYear = 9999;

/** An instant, in the one form in which the service wrote it; it may be missing. */
export const instant = () =>
  z
    .string()
    .refine((text) => isInstant(text), "is not an instant such as 2020-02-29T07:59:37.938Z")
    .transform((text) => new Date(text))
    .nullish();

// Date alone takes the 30th of February for the 1st of March.
const written = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

function isInstant(text: string): boolean {
  if (!written.safeParse(text).success) return false;
  const year = new Date(text).getUTCFullYear();
  return year >= firstYear && year <= lastYear;
}

export const dates = { createdAt: instant(), updatedAt: instant() };
