import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { recomputeFlashSale } from "./recompute-flash-sale.ts";

test("the flash sale's bill, recomputed from its series and raw prices, line by line and to the cent", () => {
  const folder = mkdtempSync(join(tmpdir(), "surgecast-"));
  const series = join(folder, "drop.csv");
  const out = join(folder, "drop.json");
  const flags = ["--series", series, "--format", "json", "--out", out, "--quiet"];
  execFileSync(process.execPath, ["--import", "tsx", "src/cli/main.ts", "run", "scenarios/flash-sale.yaml", ...flags]);
  const estimate = JSON.parse(readFileSync(out, "utf8")) as Estimate;

  const assumed = new Map(estimate.assumptions.map(({ id, value }) => [id, Number(value)]));
  const lines = recomputeFlashSale(readFileSync(series, "utf8"), assumed, "pricing-cache");

  const different = estimate.bill.lineItems.flatMap(({ component, usageType, quantity, cost }) => {
    const line = lines.find((other) => other.component === component && other.usageType === usageType);
    if (line === undefined) return [`${component} ${usageType}: not recomputed`];
    return [
      ...compared(`${component} ${usageType} quantity`, Number(quantity), line.quantity),
      ...compared(`${component} ${usageType} cost`, Number(cost), line.cost),
    ];
  });
  expect(different).toEqual([]);
  expect(lines).toHaveLength(estimate.bill.lineItems.length);
  const total = lines.reduce((sum, { cost }) => sum + cost, 0);
  expect(total.toFixed(2)).toBe(Number(estimate.bill.total).toFixed(2));
});

/** Exact where the engine counts whole units (hours, rules, gigabyte-months), else to a millionth. */
function compared(what: string, engine: number, ours: number): string[] {
  const tolerance = Number.isInteger(engine) ? 1e-12 : 1e-6;
  const same = Math.abs(engine - ours) <= tolerance * Math.abs(engine);
  return same ? [] : [`${what}: ${engine} by the engine, ${ours} here (${((ours / engine - 1) * 100).toFixed(4)} %)`];
}

interface Estimate {
  readonly bill: {
    readonly total: string;
    readonly lineItems: readonly {
      readonly component: string;
      readonly usageType: string;
      readonly quantity: string;
      readonly cost: string;
    }[];
  };
  readonly assumptions: readonly { readonly id: string; readonly value: string }[];
}
