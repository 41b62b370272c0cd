/**
 * Asks Orgate and LoopBack 3 the same random questions about the same random rows: npm test. SEED chooses which (printed,
 * so that a failure can be seen again), REQUESTS how many.
 */
import { clearTimeout, setTimeout } from "node:timers";
import { differences } from "./differences/all.js";
import { expected, same } from "./expected.js";
import { fitsBrackets, urlOf } from "./form.js";
import { random } from "./random.js";
import { randomRequest } from "./requests.js";
import { startServers } from "./servers.js";
import { shrink } from "./shrink.js";
import { makeWorld } from "./world.js";

const seed = Number(process.env.SEED ?? 20_200_229);
const requests = Number(process.env.REQUESTS ?? 500);
/** What is not compared as it is, of all random requests; more of it would be a comparison with ourselves. */
const mostDifferent = 0.4;
const longestShown = 1500;
/** Building Orgate included; and for all that is asked then. */
const longestStartMs = 300_000;
const longestRunMs = 120_000;
const mostShown = Number(process.env.SHOWN ?? 5);
const say = (text) => process.stdout.write(`${text}\n`);

const source = random(seed);
const world = makeWorld(source);
say(`seed ${seed}, ${requests} random requests`);
const starting = endAfter(longestStartMs, "starting the servers");
const servers = await startServers(world);
clearTimeout(starting);
const tally = { equal: 0, different: 0, wrong: 0 };
const met = new Map(differences.map(({ name }) => [name, 0]));

const asking = endAfter(longestRunMs, "comparing");
try {
  for (const { example } of differences) await compare(example(world));
  Object.assign(tally, { equal: 0, different: 0 });
  for (let asked = 0; asked < requests; asked += 1) await compare(randomRequest(source, world));
} finally {
  await servers.stop();
  clearTimeout(asking);
}
process.exitCode = report() ? 0 : 1;

/** Ends the process, and the servers with it, when something takes longer than it ever should. */
function endAfter(milliseconds, what) {
  return setTimeout(() => {
    process.stderr.write(`${what} took longer than ${milliseconds / 1000} s\n`);
    process.exit(1);
  }, milliseconds);
}

async function compare(request) {
  const { answer, because } = await expected(request, { world, loopback: servers.loopback });
  const found = await servers.orgate.get(request);
  for (const name of because) met.set(name, met.get(name) + 1);
  if (!agrees(answer, found)) return complain(request);
  tally[because.length ? "different" : "equal"] += 1;
}

/** Besides the answer itself: how many rows there are without paging. */
function agrees(answer, found) {
  return same(answer, found) && answer.total === found.total;
}

async function complain(request) {
  tally.wrong += 1;
  if (tally.wrong > mostShown) return;
  const fails = async (candidate) => {
    if (candidate.form === "brackets" && !fitsBrackets(candidate.argument)) return false;
    const { answer } = await expected(candidate, { world, loopback: servers.loopback });
    return !agrees(answer, await servers.orgate.get(candidate));
  };
  const smallest = await shrink(request, fails);
  const { answer, loopback, because } = await expected(smallest, { world, loopback: servers.loopback });
  say(`\nnot the same: GET ${decodeURIComponent(urlOf(smallest))}`);
  say(`  differences  ${because.join(", ") || "none"}`);
  say(`  LoopBack     ${brief(loopback)}`);
  if (because.length) say(`  expected     ${brief(answer)}`);
  say(`  Orgate       ${brief(await servers.orgate.get(smallest))}`);
}

function brief({ status, body, total }) {
  const text = JSON.stringify(body);
  return `${status} ${text?.length > longestShown ? `${text.slice(0, longestShown)}…` : text}${total === undefined ? "" : ` (${total})`}`;
}

/** Says what came out, and whether it is well. */
function report() {
  say(`\n${tally.equal} the same, ${tally.different} as a deliberate difference says, ${tally.wrong} wrong`);
  for (const [name, count] of met) say(`${String(count).padStart(5)}  ${name}`);
  const stale = [...met].filter(([, count]) => count === 0).map(([name]) => name);
  if (stale.length) say(`These differences are none any more: ${stale.join(", ")}`);
  const tooMany = tally.different > mostDifferent * requests;
  if (tooMany) say(`More than ${mostDifferent * 100} % of the random requests are about differences`);
  return tally.wrong === 0 && stale.length === 0 && !tooMany;
}
