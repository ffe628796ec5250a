import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseScenario } from "../../../src/scenario/parse.ts";
import { parts, questions } from "../../../src/scenario/init/questions.ts";
import { quotasFrom } from "../../../src/scenario/init/quotas.ts";
import { readSource } from "../../../src/scenario/init/read-source.ts";
import { type InitInput, writeScenario } from "../../../src/scenario/init/write-scenario.ts";
import { albLog } from "../../../src/scenario/init/alb-log.ts";
import { regions } from "../../../src/regions.ts";
import { services } from "../../../src/services/index.ts";
import * as source from "./sources.ts";

const nothing: InitInput = { answers: {}, finding: null, quotas: {}, month: "2026-12", remarks: [] };
const parse = (text: string) => parseScenario({ text, file: "shop.yaml" }, { services });

function log() {
  const reading = albLog();
  for (const [i, line] of source.albLog.entries()) reading.line(line, "alb.log", i + 1);
  return reading.finding("Europe/Paris");
}

const cases: Readonly<Record<string, InitInput>> = {
  usual: nothing,
  drop: {
    ...nothing,
    answers: {
      name: "drop",
      region: "eu-west-1",
      timezone: "Europe/Paris",
      visitors: "30000/day",
      drop: "2026-12-04 19:00",
      multiple: "80",
      stock: "2000",
      basket: "$1,250",
      parts: Object.keys(parts).join(","),
      maxTasks: "120",
    },
    quotas: quotasFrom(source.fargateQuotas, "quotas.json").quotas,
  },
  "access-log": { ...nothing, answers: { name: "true", timezone: "Europe/Paris" }, finding: log() },
  cloudwatch: { ...nothing, finding: readSource({ text: source.metricData, file: "export.json" }, "UTC") },
  locust: { ...nothing, finding: readSource({ text: source.locust, file: "shop_stats.csv" }, "UTC") },
};

test.each(Object.entries(cases))("writes a scenario that explains itself and can be read: %s", async (name, input) => {
  const { text, guesses } = writeScenario(input);
  expect(() => parse(text)).not.toThrow();
  for (const guess of guesses) expect(text).toContain(`#   - ${guess}\n`);
  await expect(text).toMatchFileSnapshot(`../../golden/init/${name}.yaml`);
});

test("a drop begins when clocks of the time zone show its time, in its own month", () => {
  const { traffic, period } = parse(writeScenario(cases["drop"] ?? nothing).text);
  expect(period).toEqual({ month: "2026-12" });
  expect(traffic.events[0]?.at).toBe((Date.UTC(2026, 11, 4, 18) - Date.UTC(2026, 11, 1)) / 1000);
});

test("property: whatever passes its questions' checks makes a scenario that can be read", () => {
  const answer = {
    name: fc.oneof(
      fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_.-]{0,20}$/),
      fc.constantFrom("true", "Null", "no", "on", "e1"),
    ),
    region: fc.constantFrom(...regions),
    timezone: fc.constantFrom("UTC", "Europe/Paris", "America/New_York", "Etc/GMT+4"),
    mean: fc.constantFrom("40/s", "1,200/min", "3M/day", "0/s", "1_000 /h"),
    visitors: fc.constantFrom("", "30000/day", "1.5k/h"),
    drop: fc.constantFrom("", "2026-12-04 19:00", "2026-12-31T23:59:59Z", "2026-12-31 23:30", "1796407200"),
    multiple: fc.integer({ min: 1, max: 1_000_000 }).map(String),
    stock: fc.oneof(fc.constant(""), fc.integer({ min: 1, max: 1e9 }).map(String)),
    basket: fc.constantFrom("", "$90", "$1,250.50", "$ 12"),
    parts: fc.subarray(Object.keys(parts)).map((list) => list.join(", ")),
    maxTasks: fc.integer({ min: 3, max: 5000 }).map(String),
  };
  fc.assert(
    fc.property(
      fc.record(answer, { requiredKeys: [] }),
      fc.constantFrom(null, ...Object.values(cases).map(({ finding }) => finding)),
      (answers, finding) => {
        for (const { key, check } of questions) {
          const given = answers[key];
          if (given !== undefined) expect(check(given, answers)).toBeNull();
        }
        const { text } = writeScenario({ ...nothing, answers, finding });
        expect(() => parse(text)).not.toThrow();
      },
    ),
    { numRuns: 150 },
  );
});
