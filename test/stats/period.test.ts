import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAt, startOfDay, zoneOf } from "../../src/domain/organization/zone.js";
import { bucketsOf, dayIn, dists, monthOf, readDay, readDist } from "../../src/domain/stats/period.js";
import * as model from "./model.js";
import { zones } from "./random-ledger.js";

const read = (text: string, zone = "UTC"): string | undefined => {
  const given = readDay(text, "from");
  return given && dayIn(zone, given, "from");
};

describe("a date is read", () => {
  test.each([
    ["2020-02-29", "UTC", "2020-02-29"],
    ["0001-01-01", "UTC", "0001-01-01"],
    ["9999-12-31", "UTC", "9999-12-31"],
    [" 2020-02-29 ", "UTC", "2020-02-29"],
    ["1/2/2020", "UTC", "2020-02-01"],
    ["29/2/2020", "UTC", "2020-02-29"],
    ["31/12/2020", "UTC", "2020-12-31"],
    ["09/08/2020", "UTC", "2020-08-09"],
    // An instant is the date that it is in the organization's zone.
    ["2020-02-29T23:30:00Z", "UTC", "2020-02-29"],
    ["2020-02-29T23:30:00Z", "Europe/Ljubljana", "2020-03-01"],
    ["2020-02-29T23:30:00.938Z", "Pacific/Kiritimati", "2020-03-01"],
    ["2020-03-01T10:59:59.999Z", "Pacific/Pago_Pago", "2020-02-29"],
    ["2020-03-01T11:00:00.000Z", "Pacific/Pago_Pago", "2020-03-01"],
    ["2020-03-01T00:30:00+02:00", "UTC", "2020-02-29"],
    ["2020-03-01T00:30:00+0200", "UTC", "2020-02-29"],
    ["2020-03-01T00:30:00+02", "Europe/Ljubljana", "2020-02-29"],
    ["2020-02-29T20:00:00-05:00", "UTC", "2020-03-01"],
    // Without an offset it is by the organization's own clock.
    ["2020-02-29T23:30:00", "Pacific/Kiritimati", "2020-02-29"],
    ["2020-02-29 00:15", "America/New_York", "2020-02-29"],
  ])("%s in %s is %s", (text, zone, day) => {
    expect(read(text, zone)).toBe(day);
  });

  test.each([undefined, null, ""])("%j is no date yet", (text) => {
    expect(readDay(text, "from")).toBeUndefined();
  });

  test.each([
    "2019-02-29",
    "2100-02-29",
    "2020-02-30",
    "2020-04-31",
    "2020-13-01",
    "2020-00-10",
    "2020-01-00",
    "0000-01-01",
    "10000-01-01",
    "-2020-01-01",
    "29/2/2019",
    "31/4/2020",
    "2/29/2020",
    "1/1/20",
    "0/1/2020",
    "2020-1-1",
    "2020-02",
    "2020",
    "2020-02-29T24:00:00Z",
    "2020-02-29T23:60:00Z",
    "2020-02-29T23:59:60Z",
    "2019-02-29T10:00:00Z",
    "2020-02-29T10:00:00+24:00",
    "2020-02-29T",
    "2020-02-29Z",
    "yesterday",
    "1582934400000",
    "٢٠٢٠-٠٢-٢٩",
    "2020-02-29\u0000",
    "9".repeat(30),
  ])("%j is refused, and the argument named", (text) => {
    expect(() => readDay(text, "from")).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: "from is no date." }) as Error,
    );
  });

  test.each([
    ["9999-12-31T23:00:00Z", "Pacific/Kiritimati"],
    ["0001-01-01T00:00:00Z", "America/New_York"],
  ])("%s is refused in %s, where it is in no year from 1 to 9999", (text, zone) => {
    expect(() => read(text, zone)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: "from is no date." }) as Error,
    );
  });

  test.each([
    ["Day", undefined],
    ["quarter", undefined],
    [" day", undefined],
  ])("the dist %j is refused", (dist) => {
    expect(() => readDist(dist)).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        message: "dist is not one of day, week, month, year.",
      }) as Error,
    );
  });

  test("a dist that is missing is none", () => {
    expect([readDist(undefined), readDist(null), readDist("")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("buckets", () => {
  test.each([
    ["day", "2020-02-28", "2020-03-01", ["2020-02-28", "2020-02-29", "2020-03-01"]],
    ["day", "2019-02-28", "2019-03-01", ["2019-02-28", "2019-03-01"]],
    ["week", "2020-12-31", "2021-01-04", ["2020-W53 2020-12-31 2021-01-03", "2021-W01 2021-01-04 2021-01-04"]],
    ["week", "2019-12-29", "2019-12-30", ["2019-W52 2019-12-29 2019-12-29", "2020-W01 2019-12-30 2019-12-30"]],
    ["week", "2016-01-01", "2016-01-03", ["2015-W53 2016-01-01 2016-01-03"]],
    ["week", "2018-12-31", "2019-01-07", ["2019-W01 2018-12-31 2019-01-06", "2019-W02 2019-01-07 2019-01-07"]],
    ["week", "2020-02-26", "2020-02-26", ["2020-W09 2020-02-26 2020-02-26"]],
    [
      "month",
      "2020-01-31",
      "2020-03-01",
      ["2020-01 2020-01-31 2020-01-31", "2020-02 2020-02-01 2020-02-29", "2020-03 2020-03-01 2020-03-01"],
    ],
    ["month", "2020-12-15", "2021-01-15", ["2020-12 2020-12-15 2020-12-31", "2021-01 2021-01-01 2021-01-15"]],
    [
      "year",
      "2019-12-31",
      "2021-01-01",
      ["2019 2019-12-31 2019-12-31", "2020 2020-01-01 2020-12-31", "2021 2021-01-01 2021-01-01"],
    ],
    ["week", "9999-12-30", "9999-12-31", ["9999-W52 9999-12-30 9999-12-31"]],
    ["week", "0001-01-01", "0001-01-07", ["0001-W01 0001-01-01 0001-01-07"]],
    ["year", "0001-01-01", "0001-01-01", ["0001 0001-01-01 0001-01-01"]],
  ] as const)("by %s from %s to %s", (dist, from, to, expected) => {
    expect(bucketsOf({ from, to }, dist).map((bucket) => `${bucket.name} ${bucket.from} ${bucket.to}`)).toEqual(
      expected.map((text) => (text.includes(" ") ? text : `${text} ${text} ${text}`)),
    );
  });

  test("of any range are those that one finds by walking through it day by day", () => {
    const day = fc.integer({ min: Date.UTC(1899, 0, 1), max: Date.UTC(2101, 0, 1) }).map(isoDay);
    fc.assert(
      fc.property(day, fc.nat({ max: 999 }), fc.constantFrom(...dists), (from, days, dist) => {
        const range = { from, to: isoDay(Date.parse(from) + days * 86_400_000) };
        expect(bucketsOf(range, dist)).toEqual(model.bucketsOf(range, dist));
      }),
      { numRuns: 500 },
    );
  });

  test("are at most a thousand", () => {
    expect(bucketsOf({ from: "2020-01-01", to: "2022-09-26" }, "day")).toHaveLength(1_000);
    expect(() => bucketsOf({ from: "2020-01-01", to: "2022-09-27" }, "day")).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        message: 'from and to are more than 1000 buckets of the dist "day" apart.',
      }) as Error,
    );
    expect(bucketsOf({ from: "0001-01-01", to: "1000-12-31" }, "year")).toHaveLength(1_000);
    for (const dist of dists) expect(() => bucketsOf({ from: "0001-01-01", to: "9999-12-31" }, dist)).toThrow("apart");
  });

  test("of a range that ends before it begins are refused", () => {
    expect(() => bucketsOf({ from: "2020-03-01", to: "2020-02-29" }, "day")).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: "from is after to." }) as Error,
    );
  });
});

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

describe("a day begins", () => {
  test.each([
    ["2020-02-29", "Pacific/Pago_Pago", "2020-02-29T11:00:00.000Z"],
    ["2020-02-29", "Pacific/Kiritimati", "2020-02-28T10:00:00.000Z"],
    ["2020-02-29", "Asia/Kathmandu", "2020-02-28T18:15:00.000Z"],
    ["2020-03-29", "Europe/Ljubljana", "2020-03-28T23:00:00.000Z"],
    ["2020-03-30", "Europe/Ljubljana", "2020-03-29T22:00:00.000Z"],
    ["2020-10-25", "Europe/Ljubljana", "2020-10-24T22:00:00.000Z"],
    ["2020-10-26", "Europe/Ljubljana", "2020-10-25T23:00:00.000Z"],
    ["2020-04-05", "Australia/Lord_Howe", "2020-04-04T13:00:00.000Z"],
    ["2020-04-06", "Australia/Lord_Howe", "2020-04-05T13:30:00.000Z"],
    // There was no midnight: clocks went from 23:59 to 1:00.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
    // There were two: the day begins with the first.
    ["2018-11-04", "America/Havana", "2018-11-04T04:00:00.000Z"],
    // There was no such day; what would be in it is in the next.
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
    ["2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("%s in %s at %s", (day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
  });

  test("with the first instant that a wall calendar shows it at, in every zone", () => {
    const day = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2030, 0, 1) }).map(isoDay);
    fc.assert(
      fc.property(day, fc.constantFrom(...zones.map((name) => zoneOf(name))), (date, zone) => {
        const start = startOfDay(date, zone);
        expect(model.localDay(start, zone)).toBe(date);
        expect(model.localDay(new Date(start.getTime() - 1), zone) < date).toBe(true);
        expect(dayAt(start, zone)).toBe(date);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the zone of an organization", () => {
  test.each(["Europe/Ljubljana", "europe/ljubljana", "Asia/Calcutta", "Etc/GMT+11", "Pacific/Kiritimati", "UTC"])(
    "is %s where that is its name",
    (name) => {
      expect(zoneOf(name)).toBe(name);
    },
  );

  test.each([null, "", "string", "Ljubljana", "+02:00", "GMT+2", "Europe/Ljubljana ", "\u0000", "🕰", "PST", "ist"])(
    "is UTC where its time zone is %j",
    (name) => {
      expect(zoneOf(name)).toBe("UTC");
    },
  );
});

test("the month of a day goes from its first to its last", () => {
  expect([monthOf("2020-02-29"), monthOf("2019-02-01"), monthOf("2020-12-31")]).toEqual([
    { from: "2020-02-01", to: "2020-02-29" },
    { from: "2019-02-01", to: "2019-02-28" },
    { from: "2020-12-01", to: "2020-12-31" },
  ]);
});
