import { expect, test } from "vitest";
import type { Verdict } from "../../src/estimate-schema.ts";
import { hash01 } from "../../src/math.ts";
import { type DrawnRun, separators } from "../../src/uncertainty/separation.ts";

const ids = ["cpuPage", "pageKB", "taskStart"];

/** Draws of three assumptions, evenly from [0, 1); the verdict follows from them. */
function runs(count: number, verdictOf: (cpuPage: number, taskStart: number) => Verdict): DrawnRun[] {
  return Array.from({ length: count }, (_, run) => {
    const [cpu = 0, bytes = 0, start = 0] = ids.map((_id, i) => hash01(1, i, run));
    const drawn = new Map([
      ["cpuPage", cpu],
      ["pageKB", bytes],
      ["taskStart", start],
    ]);
    return { verdict: verdictOf(cpu, start), drawn };
  });
}

test("an assumption that decides alone separates every pair", () => {
  const decided = runs(200, (cpu) => (cpu > 0.7 ? "fails" : "survives"));
  expect(separators(decided, ids)).toEqual([{ assumption: "cpuPage", worse: "higher", pairs: 1 }]);
  const reversed = runs(200, (cpu) => (cpu < 0.7 ? "fails" : "survives"));
  expect(separators(reversed, ids)).toEqual([{ assumption: "cpuPage", worse: "lower", pairs: 1 }]);
});

test("of two that decide together the weightier comes first, and what has no part in it is not named", () => {
  const decided = runs(400, (cpu, start) => (2 * cpu + start > 1.8 ? "fails" : "survives"));
  expect(separators(decided, ids).map(({ assumption, worse }) => `${assumption} ${worse}`)).toEqual([
    "cpuPage higher",
    "taskStart higher",
  ]);
});

test("the share is that of pairs, ties counted half", () => {
  const drawn = (value: number) => new Map([["cpuPage", value]]);
  const twice = (values: readonly number[]) => [...values, ...values];
  const some = [
    ...twice([3, 4, 5, 5, 6, 7, 8, 9]).map((value): DrawnRun => ({ verdict: "fails", drawn: drawn(value) })),
    ...twice([1, 1, 2, 2, 2, 3, 1, 2]).map((value): DrawnRun => ({ verdict: "survives", drawn: drawn(value) })),
  ];
  // Of 64 values against each other 63 are won by the failing run's, and one is a tie.
  expect(separators(some, ["cpuPage"])).toEqual([{ assumption: "cpuPage", worse: "higher", pairs: 63.5 / 64 }]);
});

test("where none fails, those that degrade are set against those that survive", () => {
  const decided = runs(100, (cpu) => (cpu > 0.5 ? "degrades" : "survives"));
  expect(separators(decided, ids)).toEqual([{ assumption: "cpuPage", worse: "higher", pairs: 1 }]);
});

test("runs that all end alike have nothing to separate, and chance is not reported", () => {
  expect(
    separators(
      runs(100, () => "fails"),
      ids,
    ),
  ).toEqual([]);
  const byChance = Array.from({ length: 200 }, (_, seed) =>
    runs(60, () => "survives").map((run, i): DrawnRun => ({
      ...run,
      verdict: hash01(seed, 99, i) < 0.4 ? "fails" : "survives",
    })),
  );
  const named = byChance.flatMap((chance) => separators(chance, ids));
  // 600 looks at what has no relation: at one in two thousand, three are hardly ever seen.
  expect(named.length).toBeLessThan(4);
});
