import { validationRules } from "./openapi-refusals.js";
import { resources } from "../resources/all.js";

const rules = Object.entries(validationRules)
  .map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  .join("\n");

const relations = resources
  .map(({ model, relations }) => [model, Object.keys(relations).map((name) => `\`${name}\``)] as const)
  .map(([model, names]) => `| ${model} | ${names.join(", ")} |`)
  .join("\n");

/** What is the same for all calls: the text above them, in Markdown. */
export const guide = `A REST interface for programs that were written for the original service, and for new ones.

## Authentication

Sign in with \`POST /Accounts/login\`, or sign up with \`POST /Accounts\` and sign in then. The \`id\` of the answer is the token.
Send it with each request in one of these ways; where there are several, the first of this list counts:

1. \`?access_token=TOKEN\` in the query, unless that is switched off,
2. \`X-Access-Token: TOKEN\`,
3. \`Authorization: TOKEN\` or \`Authorization: Bearer TOKEN\`.

## Requests

Paths ignore letter case. Bodies are JSON or \`application/x-www-form-urlencoded\` with brackets (\`custom[color]=blue\`), at most
1 MB. Arguments are looked for by their name in the path, in the body and in the query: the first that is found counts, so
that a filter can also be sent as the body of a GET. Properties that nobody knows or that cannot be set are ignored.

## Answers

Success is 200 with JSON, or 204 without a body. Every property of an object is there, with \`null\` where it is not set.
Instants look like \`2020-04-18T07:59:37.938Z\`, calendar dates like \`2020-04-18\`. Amounts are JSON numbers; they can be sent as
numbers or as text, and are read exactly. Answers to GET have an \`ETag\`: a client that
sends it back in \`If-None-Match\` gets 304 while nothing has changed. HEAD works wherever GET does.

## Paging

Lists have 100 rows at most, and say in \`X-Total-Count\` how many match. \`filter.limit\` and \`filter.skip\` walk through them:
\`?filter={"limit":50,"skip":100}\` is the third page of fifty. Without an \`order\` rows come by their ids, the oldest first.

## Filters

A \`filter\` is JSON, \`?filter={"where":{"name":"IT"}}\`, or written with brackets, \`?filter[where][name]=IT\`, not both at once.
Lists know all of these keys, single objects \`include\` and \`fields\`; counts have a \`where\` by itself.

| key | meaning | example |
| --- | --- | --- |
| \`where\` | which rows | \`{"where":{"alias":"it"}}\` |
| \`order\` | in which order; several ones in a list | \`{"order":["name ASC","createdAt DESC"]}\` |
| \`limit\` | how many rows, 100 at most | \`{"limit":20}\` |
| \`skip\` or \`offset\` | how many rows are passed over first | \`{"skip":40}\` |
| \`fields\` | only these properties, or all but those | \`{"fields":["id","name"]}\`, \`{"fields":{"custom":false}}\` |
| \`include\` | related objects, as deep as needed | \`{"include":{"relation":"organization","scope":{"fields":["name"]}}}\` |
| \`deleted\` | also rows that were deleted | \`{"deleted":true}\` |

A condition compares a property with a value, \`{"name":"IT"}\`, or by an operator, \`{"createdAt":{"gte":"2020-01-01"}}\`. Several
properties, and several operators of one property, have to hold together. What is inside of \`custom\` is named by its path:
\`{"custom.address.city":"Ljubljana"}\`.

| operator | holds where the property |
| --- | --- |
| \`eq\`, \`neq\` | is the value, or is not; \`null\` is a value, too |
| \`gt\`, \`gte\`, \`lt\`, \`lte\` | is greater or less than the value |
| \`between\` | is in the range of two values, both included: \`{"createdAt":{"between":["2020-01-01","2020-12-31"]}}\` |
| \`inq\`, \`nin\` | is one of a list, or none of it: \`{"alias":{"inq":["it","rent"]}}\` |
| \`like\`, \`nlike\` | matches a regular expression anywhere in it, or does not; with \`"options":"i"\` in any letter case |
| \`ilike\`, \`nilike\` | the same in any letter case |
| \`regexp\` | matches a regular expression: \`"^IT"\` or \`"/^it/i"\` |

\`neq\`, \`nin\`, \`nlike\` and \`nilike\` also find rows where the property is null. \`and\`, \`or\` and \`nor\` take lists of conditions:
\`{"or":[{"alias":"it"},{"name":{"like":"rent","options":"i"}}]}\`. A property that does not exist is found nowhere; an operator
that does not exist is an error. A filter narrows the list of its path and never leads out of it.

| include in | relations |
| --- | --- |
${relations}

## Errors

An error is \`{"error": {"statusCode", "name", "message", "code", "details"}}\`; \`code\` is for programs, \`message\` for people. What
the caller may not see does not exist: it is 404. A right that is missing in one's own organization is 401, as a missing token
is. There is no 403 and no 409. Errors of 500 and more have only \`statusCode\` and \`message\`; the log has them under the
\`X-Request-Id\` of the answer.

A \`ValidationError\` (422) tells in \`details\` all that is wrong with an input, at once:

| code | the property is |
| --- | --- |
${rules}

A rule that refuses is a 422 too, with a \`code\` such as \`LAST_ADMIN\` or \`ORGANIZATION_INACTIVE\` and without \`details\`.

## Old names

Calls that are marked as deprecated are those that older clients know under another name. They go on working.
`;
