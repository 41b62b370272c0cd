import { test } from "vitest";

test.skip("races: needs TEST_DATABASE_URL: the embedded database has one connection and proves nothing about races", () =>
  undefined);
