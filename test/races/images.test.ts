import { afterAll, expect, it } from "vitest";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { appWithFiles } from "../images/support.js";
import { formWith } from "../support/form.js";
import { picture } from "../support/pictures.js";
import { rest } from "../support/rest.js";
import { world } from "../support/world.js";

const app = await appWithFiles();
afterAll(() => app.close());

it("of uploads at once one stays, with its file and no other", async () => {
  const scene = world(app.database);
  const owner = await scene.passwordless();
  const path = `/Organizations/${await scene.organization(owner)}/images`;
  const call = rest(app);
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, index) => picture("png", { colour: `#0000${(index + 16).toString(16)}` })),
  );
  const answers = await Promise.all(
    sent.map((file, index) =>
      index % 4 === 3
        ? call(owner, "DELETE", `${path}?type=logo`)
        : call(owner, "POST", path, formWith(file, { type: "logo" })),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await call(owner, "POST", path, formWith(await picture(), { type: "logo" }));
  const rows = await app.database.prisma.organizationImage.findMany();
  expect(await readdir(join(app.folder, "files", "images"))).toEqual(rows.map(({ key }) => key.replace("images/", "")));
  expect([rows.length, await app.database.prisma.unownedFile.count()]).toEqual([1, 0]);
});
