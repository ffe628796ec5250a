import { expect, test } from "vitest";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

/** A day of a thirty-day month at 100 API calls a second. */
const day = (database: string, ios: number) =>
  estimateOf(
    scenarioOf(`
region: us-east-1
period: { start: 2026-11-02, days: 1 }
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { shape: constant, mean: 100/s }, mix: { api: 100% } }
classes: { api: { database: { cpu: 1ms, ios: ${ios}, bytes: 0B } } }
architecture: { database: { ${database}, storage: 800GB } }
`),
  ).warnings.filter((warning) => warning.includes("Aurora"));

const cluster = "service: aurora, instance: db.r6g.2xlarge, readers: 1";

test("a cluster whose I/O costs more than the dearer instances and storage would cost is told so, with the money", () => {
  // Standard: 48 h × $1.038 + 26.67 GB-months × $0.10 + 173.664 million I/Os × $0.20; backup 26.67 × $0.021.
  // I/O-Optimized: 48 h × $1.349 + 26.67 × $0.225, and the same backup.
  expect(day(cluster, 20)).toEqual([
    "database would cost $71.31 as Aurora I/O-Optimized instead of $87.78 in this period; a cluster can be switched to it once in 30 days",
  ]);
});

test("one in the cheaper mode is not", () => {
  // 0.864 million in the background and 86.4 million of requests are $17.45; instances and storage would cost $18.26 more.
  expect(day(cluster, 10)).toEqual([]);
  expect(day(`${cluster}, mode: io_optimized`, 20)).toEqual([]);
});

test("a cluster that pays for I/O it does not do is told what Standard would cost", () => {
  expect(day(`${cluster}, mode: io_optimized`, 0)).toEqual([
    "database would cost $53.22 as Aurora Standard instead of $71.31 in this period",
  ]);
});

test("serverless clusters too: capacity at a third more", () => {
  const serverless = "service: aurora_serverless, min: 2, max: 8";
  expect(day(serverless, 0)).toEqual([]);
  expect(day(serverless, 20)).toHaveLength(1);
  expect(day(`${serverless}, mode: io_optimized`, 0)).toHaveLength(1);
});
