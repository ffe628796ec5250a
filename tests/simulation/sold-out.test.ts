import { expect, test } from "vitest";
import { loadPriceBook } from "../../src/node.ts";
import { estimateWithSeries } from "../../src/estimate.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import { services } from "../../src/services/index.ts";

const text = (stock: string) => `surgecast: 1
name: stock
region: us-east-1
period: { start: 2026-11-20, hours: 3 }
traffic:
  baseline: { mean: 100/s }
  noise: 0%
  mix: { page: 90%, checkout: 10% }
  events: [{ name: drop, at: 1h, multiple: 2, ramp: 0s, hold: 10m, decay: 0s${stock} }]
classes: { checkout: { orders: 1 } }
destinations: { payment: {} }
architecture: { app: { min: 20, max: 20 } }
quotas: { fargate_vcpu: 100 }
`;

function served(stock: string, during: "drop" | "after") {
  const scenario = parseScenario({ text: text(stock), file: "stock.yaml" }, { services });
  const prices = loadPriceBook({ needed: pricesNeeded(scenario, services) });
  const { series } = estimateWithSeries(scenario, prices, { sensitivity: false });
  const start = series.startSeconds[0]! + 3600;
  const [from, until] = during === "drop" ? [start, start + 600] : [start + 1300, start + 7200];
  const of = (name: string) => {
    const { values } = series.columns.find((column) => column.name === name)!;
    return values.reduce((sum, perSecond, i) => {
      const at = series.startSeconds[i]!;
      return at >= from && at < until ? sum + perSecond * series.stepSeconds[i]! : sum;
    }, 0);
  };
  return { page: Math.round(of("served page")), checkout: Math.round(of("served checkout")) };
}

test("without a stock every checkout of the drop orders", () => {
  // 200 a second for ten minutes, a tenth of them checkouts.
  expect(served("", "drop")).toEqual({ page: 108_000, checkout: 12_000 });
});

test("once the stock is sold, whoever would order goes on refreshing pages, and nobody pays", () => {
  const sold = served(", stock: 3000", "drop");
  expect(sold.checkout).toBeGreaterThanOrEqual(3000);
  // One step more than the stock: the step in which it ran out was under way.
  expect(sold.checkout).toBeLessThanOrEqual(3000 + 20);
  expect(sold.page + sold.checkout).toBe(120_000);
});

test("after the event there is something to order again", () => {
  expect(served(", stock: 3000", "after")).toEqual(served("", "after"));
});
