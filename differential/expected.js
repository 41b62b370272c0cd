/** What Orgate has to answer: what LoopBack answers, asked in the words that the deliberate differences put it in. */
import { isDeepStrictEqual } from "node:util";
import { differences } from "./differences/all.js";
import { asText } from "./form.js";

/**
 * The answer that is expected of Orgate, and the names of the differences without which LoopBack's own would be another.
 * `loopback` is what LoopBack answers to the request as it is.
 */
export async function expected(request, { world, loopback }) {
  const own = await loopback.get(request);
  const { names, asked, answer } = await translated(request, { world, loopback });
  // Before it is compared without: LoopBack says it nowhere.
  if (asked?.kind === "list" && answer.status === 200) answer.total = await totalOf(asked, loopback);
  // Deeper is deeper, whatever else it says.
  if (own.body?.error?.code === "QUERY_OBJECT_TOO_DEEP") return { answer: own, loopback: own, because: [] };
  if (same(answer, own)) return { answer, loopback: own, because: [] };
  const because = [];
  for (const name of names) {
    const without = await translated(request, { world, loopback, except: name });
    if (!same(without.answer, answer)) because.push(name);
  }
  // Where each of two would do alone, both are named.
  return { answer, loopback: own, because: because.length ? because : names };
}

/** Asked in other words, leaving out the difference `except`; where there are none, as the request is, brackets and all. */
async function translated(request, { world, loopback, except }) {
  const names = [];
  let current = request.form === "brackets" ? { ...request, argument: asText(request.argument) } : request;
  for (const { name, instead, refusal } of differences) {
    if (name === except) continue;
    const refused = refusal?.(current, world);
    if (refused) return { names: [...names, name], answer: refused };
    const other = instead?.(current, world);
    if (!other) continue;
    names.push(name);
    current = other;
  }
  const asked = names.length ? { ...current, form: "json" } : request;
  return { names, asked, answer: await ask(asked, loopback, names.length ? anyDepth : {}) };
}

/** What is put in other words may be deeper than it was. */
const anyDepth = { "x-any-depth": "1" };

/** How many rows there are without paging. */
async function totalOf({ argument, form, ...request }, loopback) {
  const { where, deleted } = argument ?? {};
  const filter = { ...(where == null ? {} : { where }), ...(deleted ? { deleted } : {}) };
  const asked = { ...request, form, argument: Object.keys(filter).length ? filter : undefined };
  return (await loopback.get(asked, anyDepth)).body.length;
}

async function ask(request, loopback, headers) {
  const { status, body } = await loopback.get(request, headers);
  return { status, body: request.kind === "length" && status === 200 ? { count: body.length } : body };
}

/** Whether two answers are the same to a client: a refusal by its status, and its code and words where LoopBack has any. */
export function same(one, other) {
  if (one.status !== other.status) return false;
  if (one.status >= 400) {
    const code = one.body?.error?.code;
    return code === undefined || isDeepStrictEqual(refusal(one), refusal(other));
  }
  return isDeepStrictEqual(one.body, other.body);
}

const refusal = ({ body }) => ({ code: body?.error?.code, name: body?.error?.name });
