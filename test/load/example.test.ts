import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logIn } from "../../src/domain/account/log-in.js";
import { projectRoot } from "../../src/project-root.js";
import { type TestApp, testApp } from "../support/app.js";
import { load, nobody } from "./support.js";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** The query and the answer that the README shows. */
const query = `{
  organization(id: "5e0bd2600000000000000002") {
    documentTotalStats(type: INVOICE, from: "2020-01-01", to: "2020-02-29", dist: MONTH) {
      stats { name series { name value } }
      total { currency total }
    }
  }
}`;

test("the example of the documentation is loaded, and its statistic is what the documentation says", async () => {
  await load(app.database, JSON.parse(readFileSync(join(projectRoot, "docs/example.json"), "utf8")));
  const { accessToken } = await logIn(nobody(app.database), { email: "ada@example.com", password: "correct horse" });
  const { body } = await app.graphql(accessToken.token, query);
  expect(body).toEqual({
    data: {
      organization: {
        documentTotalStats: {
          stats: [
            {
              name: "2020-01",
              series: [
                { name: "EUR", value: "520.00" },
                { name: "USD", value: "0.00" },
              ],
            },
            {
              name: "2020-02",
              series: [
                { name: "EUR", value: "49.90" },
                { name: "USD", value: "1080.00" },
              ],
            },
          ],
          total: [
            { currency: "EUR", total: "569.90" },
            { currency: "USD", total: "1080.00" },
          ],
        },
      },
    },
  });
});
