import { expect, test } from "vitest";
import type { Assumption } from "../../src/assumption.ts";
import { assumedWords, assumptionTable, parseAssumed } from "../../src/scenario/assumption-table.ts";
import { smallServices } from "../support/small-services.ts";

const table = assumptionTable(smallServices);
const byId = (id: string): Assumption => table.find((assumption) => assumption.id === id)!;

test("the table holds those of classes and those of services, each id once", () => {
  expect(table.map(({ id }) => id)).toContain("cpuPage");
  expect(table.map(({ id }) => id)).toContain("taskStart");
  expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
});

test.each([
  ["cpuPage", 60, 60],
  ["cpuPage", "60ms", 60],
  ["cpuPage", "0.06s", 60],
  ["cpuPage", "60", 60],
  ["taskStart", "1m", 60],
  ["staticTtl", "1h", 1 / 24],
  ["staticKB", "45KB", 45],
  ["staticKB", "1.5 MB", 1500],
  ["staticKB", "500B", 0.5],
  ["apiHit", "20%", 0.2],
  ["apiHit", 0.2, 0.2],
  ["ecPage", "24 ECPU", 24],
  ["ioReq", "1,200", 1200],
] as const)("%s: %s is %d in the assumption's unit", (id, written, value) => {
  expect(parseAssumed(written, byId(id))).toBeCloseTo(value, 12);
});

test.each([
  ["cpuPage", "60KB"],
  ["cpuPage", -1],
  ["cpuPage", "fast"],
  ["staticKB", "45ms"],
  ["apiHit", "120%"],
  ["apiHit", 20],
  ["ecPage", "24%"],
] as const)("%s: %s is none", (id, written) => {
  expect(parseAssumed(written, byId(id))).toBeNull();
});

test("says how a value may be written", () => {
  expect(assumedWords(byId("cpuPage"))).toBe("a value in ms such as 80ms or 80");
  expect(assumedWords(byId("apiHit"))).toBe("a share such as 20% or 0.2");
  expect(assumedWords(byId("ecPage"))).toBe("a value in ECPU such as 24");
});
