/**
 * Where Orgate answers otherwise than LoopBack 3 on purpose. Nothing is waved through: each difference says what is
 * expected in its place, mostly by asking LoopBack in other words (`instead`, undefined where a request has nothing to do
 * with it), else as a refusal (`refusal`). `example` makes a request that shows it.
 */
import { matching } from "./matching.js";
import { notation } from "./notation.js";
import { refusals } from "./refusals.js";
import { rows } from "./rows.js";

/** In the order in which they are applied: what is written first, then what it means. */
export const differences = [...notation, ...refusals, ...matching, ...rows];
