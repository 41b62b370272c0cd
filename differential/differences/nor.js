/** `nor` in other words: De Morgan, down to conditions. */
import { nothing, operatorsIn } from "./translate.js";

/** The same `where` without `nor`; `touch` hears of each that there was. */
export function withoutNor(where, touch) {
  const { nor, ...rest } = where;
  const parts = Object.entries(rest).map(([key, value]) =>
    (key === "and" || key === "or") && Array.isArray(value)
      ? { [key]: value.map((branch) => withoutNor(branch, touch)) }
      : { [key]: value },
  );
  if (!Array.isArray(nor)) return parts.length === 1 ? parts[0] : { and: parts };
  touch();
  return { and: [...parts, ...nor.map((branch) => not(withoutNor(branch, touch)))] };
}

/** De Morgan, down to conditions; null is neither above nor below anything. */
function not(where) {
  const parts = Object.entries(where).map(([key, value]) => {
    if (key === "and") return { or: value.map(not) };
    if (key === "or") return { and: value.map(not) };
    return notCondition(key, value);
  });
  return parts.length ? { or: parts } : nothing;
}

const opposite = { eq: "neq", neq: "eq", inq: "nin", nin: "inq", like: "nlike", nlike: "like" };
const insensitiveOpposite = { ilike: "nilike", nilike: "ilike" };
const beyond = { gt: "lte", gte: "lt", lt: "gte", lte: "gt" };

function notCondition(property, condition) {
  const [operator] = operatorsIn(condition);
  if (!operator) return { [property]: { neq: condition } };
  const value = condition[operator];
  const other = opposite[operator] ?? insensitiveOpposite[operator];
  if (other) return { [property]: other === "eq" ? value : { [other]: value } };
  if (operator === "between") {
    const [least, most] = value;
    return { or: [{ [property]: { lt: least } }, { [property]: { gt: most } }, { [property]: null }] };
  }
  return { or: [{ [property]: { [beyond[operator]]: value } }, { [property]: null }] };
}
