/** Takes away from a request whatever it is not about. */
import { isDeepStrictEqual } from "node:util";

/** How many requests finding the smallest one may take. */
const mostTries = 150;

/** The smallest argument, by taking parts away one at a time, for which `fails` still holds. */
export async function shrink(request, fails) {
  let smallest = request;
  let tries = 0;
  for (let shrunk = true; shrunk;) {
    shrunk = false;
    for (const argument of smaller(smallest.argument)) {
      if ((tries += 1) > mostTries) return smallest;
      const candidate = { ...smallest, argument };
      if (isDeepStrictEqual(argument, smallest.argument) || !(await fails(candidate))) continue;
      smallest = candidate;
      shrunk = true;
      break;
    }
  }
  return smallest;
}

function* smaller(value) {
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, part] of value.entries()) for (const less of smaller(part)) yield value.with(index, less);
  } else if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value))
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    for (const [key, part] of Object.entries(value)) for (const less of smaller(part)) yield { ...value, [key]: less };
  }
}
