/** docs/accuracy.md: the flash sale's bill by the engine, and by the plain arithmetic that shares no code with it. */
import { runScenarioFile } from "../../src/node.ts";
import { money } from "../../src/report/figures.ts";
import { seriesCsv } from "../../src/report/series.ts";
import { recomputeFlashSale } from "../../tests/proof/recompute-flash-sale.ts";
import { table } from "../parts.ts";

export function recomputationSection(): string {
  const { estimate, series } = runScenarioFile("scenarios/flash-sale.yaml", { sensitivity: false });
  const assumed = new Map(estimate.assumptions.map(({ id, value }) => [id, Number(value)]));
  const lines = recomputeFlashSale([...seriesCsv(series)].join(""), assumed, "pricing-cache");
  const engine = byComponent(estimate.bill.lineItems.map(({ component, cost }) => [component, Number(cost)]));
  const again = byComponent(lines.map(({ component, cost }) => [component, cost]));
  const largest = estimate.bill.lineItems.reduce((most, { component, usageType, cost }) => {
    const other = lines.find((line) => line.component === component && line.usageType === usageType);
    if (other === undefined) throw new Error(`${component} ${usageType} is not recomputed`);
    return Math.max(most, Number(cost) === other.cost ? 0 : Math.abs(other.cost / Number(cost) - 1));
  }, 0);
  const total = lines.reduce((sum, { cost }) => sum + cost, 0);
  const rows = [...engine].map(([component, cost]) => [
    component,
    money(String(cost)),
    money(String(again.get(component) ?? NaN)),
  ]);
  return `${estimate.bill.lineItems.length} lines of ${engine.size} components: ${money(estimate.bill.total)} by the engine, ${money(String(total))} recomputed. No line is further off than ${largest < 1e-6 ? "a millionth" : largest.toExponential(0)}.

${table(["component", "engine", "recomputed"], rows)}`;
}

function byComponent(costs: readonly (readonly [component: string, cost: number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [component, cost] of costs) sums.set(component, (sums.get(component) ?? 0) + cost);
  return sums;
}
