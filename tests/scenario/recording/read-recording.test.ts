import { gzipSync } from "node:zlib";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatProblems, UserError } from "../../../src/errors.ts";
import { estimateWithSeries } from "../../../src/estimate.ts";
import { loadPriceBook, loadScenario } from "../../../src/node.ts";
import { parseScenario } from "../../../src/scenario/parse.ts";
import { pricesNeeded } from "../../../src/scenario/prices-needed.ts";
import { services } from "../../../src/services/index.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-recording-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scenario = (baseline: string, more = ""): string => `surgecast: 1
name: shop
region: eu-west-1
period: { start: 2026-11-20T18:00:00Z, hours: 2 }
traffic:
  at: load_balancer
  baseline: ${baseline}
${more}architecture:
  balancer: {}
  app: { cpu: 2, memory: 4GB, min: 3, max: 3 }
`;

const csv = "time,requests\n2026-11-20T18:00Z,60\n2026-11-20T18:01Z,6000\n2026-11-20T18:02Z,120\n";

function parse(baseline: string, files: Readonly<Record<string, string>> = {}, more = "") {
  return parseScenario(
    { text: scenario(baseline, more), file: "shop.yaml" },
    {
      services,
      resolve: (file) => {
        const text = files[file];
        if (text !== undefined) return { text, file };
        throw new UserError("FILE_UNREADABLE", [{ place: null, what: `${file} is not there`, hint: null, path: null }]);
      },
    },
  );
}

function refusal(...of: Parameters<typeof parse>): string {
  try {
    parse(...of);
  } catch (error) {
    if (error instanceof UserError) return formatProblems(error.problems);
    throw error;
  }
  return "none";
}

const counts = (...of: Parameters<typeof parse>) => [...(parse(...of).recording?.requests ?? [])];

test("takes a file, a list of rows, or the text of a file, alike", () => {
  expect(counts("{ shape: recorded, file: requests.csv }", { "requests.csv": csv })).toEqual([60, 6000, 120]);
  expect(counts("{ shape: recorded, rows: [[2026-11-20T18:00Z, 60], [1795197660, 6000], [1795197720, 120]] }")).toEqual(
    [60, 6000, 120],
  );
  const block = `\n    shape: recorded\n    rows: |\n      ${csv.trim().replaceAll("\n", "\n      ")}`;
  expect(counts(block)).toEqual([60, 6000, 120]);
});

test("reads a file from beside the scenario, gzipped or not, and simulates each of its requests once", () => {
  writeFileSync(join(folder, "requests.csv.gz"), gzipSync(csv));
  writeFileSync(join(folder, "shop.yaml"), scenario("{ shape: recorded, file: ./requests.csv.gz }"));
  const loaded = loadScenario(join(folder, "shop.yaml"));
  const { estimate, series } = estimateWithSeries(loaded, loadPriceBook({ needed: pricesNeeded(loaded, services) }), {
    sensitivity: false,
  });
  expect(estimate.survival?.requests).toBe("6180");
  expect(estimate.warnings).toContain(
    "the recording ends 2 h before the period: no traffic comes after it; shorten the period, or say traffic.baseline.repeat: weekly",
  );
  // Requests a second, a minute each: as recorded, without noise.
  const requests = series.columns.find(({ name }) => name === "requests");
  expect([...(requests?.values ?? [])].slice(0, 4)).toEqual([1, 100, 2, 0]);
});

test("multiplies what was recorded at that moment by an event on top", () => {
  const event = "  events: [{ name: drop, at: 60s, multiple: 10, ramp: 0s, hold: 60s, decay: 0s }]\n";
  const loaded = parse("{ shape: recorded, file: requests.csv }", { "requests.csv": csv }, event);
  const prices = loadPriceBook({ needed: pricesNeeded(loaded, services) });
  const { estimate } = estimateWithSeries(loaded, prices, { sensitivity: false });
  expect(Math.round(Number(estimate.survival?.requests))).toBe(60 + 60_000 + 120);
});

test.each<[string, string, string]>([
  [
    "neither file nor rows",
    "{ shape: recorded }",
    "shop.yaml:7:3\n  traffic.baseline must have either file or rows for shape recorded; got neither",
  ],
  [
    "a file with another shape",
    "{ shape: daily, mean: 40/s, file: requests.csv }",
    "shop.yaml:7:41\n  traffic.baseline.file must be left out; shape is daily, not recorded\n  hint: say shape: recorded",
  ],
  [
    "mean and scale",
    "{ shape: recorded, file: requests.csv, mean: 4/s, scale: 2 }",
    "shop.yaml:7:63\n  traffic.baseline must have either mean or scale; got both",
  ],
  [
    "a file that is not there",
    "{ shape: recorded, file: request.csv }",
    "shop.yaml:7:32\n  traffic.baseline.file: request.csv is not there",
  ],
  [
    "a row of something else",
    "{ shape: recorded, rows: [[2026-11-20T18:00Z, 60], [2026-11-20T18:00Z]] }",
    "shop.yaml:7:64\n  traffic.baseline.rows[1] must be [time, requests] or [time, requests, bytes]; got a list of 1",
  ],
  [
    "rows that go back in time",
    "{ shape: recorded, rows: [[2026-11-20T18:01Z, 60], [2026-11-20T18:00Z, -1]] }",
    "shop.yaml:7:64\n  traffic.baseline.rows[1]: time must come after row 1's\n  hint: sort the rows by time\n\nshop.yaml:7:64\n  traffic.baseline.rows[1]: requests must be from 0 to 10^15; got -1",
  ],
  [
    "its own dates outside of the period",
    "{ shape: recorded, align: date, rows: [[1998-05-12T06:00Z, 1], [1998-05-12T06:01Z, 2]] }",
    "shop.yaml:7:32\n  traffic.baseline.align must not be date: the recording, from 1998-05-12 to 1998-05-12, lies outside of the period\n  hint: say align: week to keep weekdays, or start",
  ],
  [
    "a week to repeat that it does not have",
    "{ shape: recorded, file: requests.csv, repeat: weekly }",
    "shop.yaml:7:52\n  traffic.baseline.repeat must be left out: the recording is shorter than a week",
  ],
])("refuses %s", (_, baseline, message) => {
  expect(refusal(baseline, { "requests.csv": csv })).toBe(message);
});

test("says what is wrong with the file at the file's line", () => {
  expect(refusal("{ shape: recorded, file: requests.csv }", { "requests.csv": `${csv}2026-11-20T18:02Z,3\n` })).toBe(
    "requests.csv:5:1\n  time must differ from row 4's\n  hint: add up the requests of one time",
  );
});

test("without files everything is inline, and says so", () => {
  const inline = () =>
    parseScenario({ text: scenario("{ shape: recorded, file: r.csv }"), file: "s.yaml" }, { services });
  expect(inline).toThrow(
    's.yaml:7:32\n  traffic.baseline.file must be written out here as rows; got "r.csv"\n  hint: send rows: [[time, requests], …], or the text of the file',
  );
});
