import { expect, test } from "vitest";
import { formatProblems, UserError } from "../../../src/errors.ts";
import { albLog as newAlbLog, isAlbLogLine } from "../../../src/scenario/init/alb-log.ts";
import { classOfPath } from "../../../src/scenario/init/path-class.ts";
import { readSource } from "../../../src/scenario/init/read-source.ts";
import * as source from "./sources.ts";

const read = (text: string, timezone = "UTC") => readSource({ text, file: "export" }, timezone);

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return `${error.code}\n${formatProblems(error.problems)}`;
    throw error;
  }
  return "none";
}

function readLog(lines: readonly string[], timezone = "UTC") {
  const log = newAlbLog();
  for (const [i, line] of lines.entries()) log.line(line, "alb.log", i + 1);
  return log.finding(timezone);
}

test("an access log gives the mean, classes by path, and their bytes", () => {
  const { classes, ...rest } = readLog(source.albLog);
  expect(rest).toEqual({
    source: "an ALB access log, 2026-11-02T00:00Z to 2026-11-02T00:10Z",
    at: "load_balancer",
    meanPerSecond: 40 / 600,
    shape: { kind: "constant" },
    guesses: [
      "the mean is that of 10 min: traffic over whole days is mostly lower, and has a peak",
      expect.stringMatching(/^classes go by the path: /),
      "traffic is counted at the load balancer: what a CDN answers is not in its log, nor in this bill",
    ],
  });
  expect([...(classes ?? [])]).toEqual([
    ["static", { requests: 10, bytes: 40_000, requestBytes: 200 }],
    ["page", { requests: 10, bytes: 30_000, requestBytes: 300 }],
    ["api", { requests: 10, bytes: 2000, requestBytes: 350 }],
    ["checkout", { requests: 10, bytes: 1000, requestBytes: 900 }],
  ]);
});

test("lines of a log may be out of order, as nodes of a balancer write them", () => {
  expect(readLog(source.albLog.toReversed())).toMatchObject({ meanPerSecond: 40 / 600 });
});

test("says each line that is no line of an access log, and stops after twenty", () => {
  const broken = [
    source.albLine("2026-11-02T00:00:01.5Z"),
    "GET / 200",
    source.albLine("2026-11-02T00:00:02Z").slice(0, 100),
    "",
  ];
  expect(refusal(() => readLog(broken))).toMatchInlineSnapshot(`
    "INPUT_INVALID
    alb.log:2:1
      the line must begin with a type and a time
      hint: an access log of an Application Load Balancer has 12 fields before the request in quotes

    alb.log:3:1
      the line must have bytes received, bytes sent and a request in fields 11 to 13
      hint: an access log of an Application Load Balancer has 12 fields before the request in quotes"
  `);
  expect(refusal(() => readLog(Array.from({ length: 500 }, () => "nothing"))).match(/alb\.log:/g)).toHaveLength(20);
  expect(refusal(() => readLog([]))).toBe("INPUT_INVALID\nthe access log has no lines");
  expect(isAlbLogLine("2026-11-02 00:00:00,12")).toBe(false);
});

test.each([
  ["GET", "https://shop.example:443/assets/app.js?v=1", "static"],
  ["GET", "/favicon.ico", "static"],
  ["GET", "/p/17", "page"],
  ["HEAD", "/", "page"],
  ["GET", "/api/v1/stock", "api"],
  ["GET", "/products.json", "api"],
  ["POST", "/newsletter", "api"],
  ["POST", "/fr/checkout/payment", "checkout"],
  ["GET", "/payday-loans", "page"],
  ["-", "http://shop.example:80-", "page"],
])("%s %s is of class %s", (method, url, name) => {
  expect(classOfPath(method, url)).toBe(name);
});

test("a week and more gives a table of the week's hours, in the time zone asked for", () => {
  const { shape, meanPerSecond, guesses } = read(source.metricData);
  expect(meanPerSecond).toBeCloseTo((5 * 28 + 2 * 56) / 168, 10);
  const table = shape.kind === "hour_of_week" ? shape.table : [];
  expect(table.slice(16, 24)).toEqual([0.667, 0.667, 1.333, 1.333, 1.333, 1.333, 0.667, 0.667]);
  expect(table[5 * 24 + 18]).toBe(2.667);
  expect(guesses[0]).toBe("hours are UTC: say --timezone to have them in the time of your customers");
  const paris = read(source.metricData, "Europe/Paris").shape;
  expect(paris.kind === "hour_of_week" && paris.table.slice(17, 24)).toEqual([
    0.667, 0.667, 1.333, 1.333, 1.333, 1.333, 0.667,
  ]);
});

test("a day and more gives the day's peak", () => {
  const { shape, guesses } = read(source.metricStatistics, "Europe/Paris");
  expect(shape).toEqual({ kind: "daily", peakHour: 19, peakToMean: 1.71 });
  expect(guesses[0]).toBe("a curve of the day from 2 days: weekends may differ");
});

test("several load balancers' counts add up; other metrics are left aside", () => {
  const two = JSON.stringify({
    MetricDataResults: [
      { Label: "RequestCount a", Timestamps: [1793577600, 1793577660], Values: [60, 120] },
      { Label: "RequestCount b", Timestamps: [1793577660], Values: [60] },
      { Label: "TargetResponseTime", Timestamps: [1793577600], Values: [0.2] },
    ],
  });
  expect(read(two)).toMatchObject({
    meanPerSecond: 2,
    source: expect.stringMatching(/RequestCount a \+ RequestCount b/),
  });
});

test("the console's CSV says what its graph shows", () => {
  expect(read(source.consoleCsv)).toMatchObject({
    source: "counts of RequestCount, 2026-11-02T00:00Z to 2026-11-02T01:00Z",
    meanPerSecond: (600 * 12 + 66) / 3600,
  });
});

test("load tests give their rate, and classes where requests have names", () => {
  expect(read(source.k6)).toMatchObject({ at: "edge", meanPerSecond: 199.8, classes: null });
  expect(read(source.k6).guesses).toContain("the test received 8,000 bytes a request, whichever its class");
  expect(read(source.k6HandleSummary)).toMatchObject({ meanPerSecond: 199.8 });
  const { classes, meanPerSecond } = read(source.locust);
  expect(meanPerSecond).toBeCloseTo(16.6, 10);
  expect([...(classes ?? [])]).toEqual([
    ["page", { requests: 600, bytes: 30_000, requestBytes: null }],
    ["api", { requests: 300, bytes: 2000, requestBytes: null }],
    ["checkout", { requests: 100, bytes: 1000, requestBytes: null }],
  ]);
});

test.each<[string, string]>([
  ["nothing", ""],
  ["JSON that is cut off", '{\n  "MetricDataResults": [ { "Id": "m1",'],
  ["JSON of something else", '{ "Reservations": [] }'],
  ["an average", '{ "Label": "RequestCount", "Datapoints": [{ "Timestamp": "2026-11-02T00:00:00Z", "Average": 3 }] }'],
  [
    "no metric that counts",
    '{ "MetricDataResults": [{ "Label": "CPU", "Timestamps": [], "Values": [] }, { "Label": "ACU", "Timestamps": [], "Values": [] }] }',
  ],
  ["a graph of an average", source.consoleCsv.replace("Statistic,Sum", "Statistic,Average")],
  ["a text", "hello\nworld"],
  ["a negative count", "time,requests\n2026-11-02T00:00Z,5\n2026-11-02T00:01Z,-5"],
  ["a k6 summary without requests", '{ "metrics": { "iterations": { "count": 3, "rate": 1 } } }'],
  ["Locust's rows without numbers", source.locust.replace("GET,/,600", "GET,/,many")],
])("refuses %s", (_, text) => {
  expect(refusal(() => read(text))).toMatchSnapshot();
});
