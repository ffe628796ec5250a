/** Rating 10,000 lines over four tiers, against the bare loop of decimal.js that it cannot do without. */
// oxlint-disable-next-line no-restricted-imports -- the bare library is what is measured against.
import { Decimal } from "decimal.js";
import { decimal } from "../src/decimal.ts";
import type { Price } from "../src/pricing/price.ts";
import type { Usage } from "../src/rating/bill.ts";
import { rate } from "../src/rating/rate.ts";
import { alternately, ratioResult, type Result, timed } from "./compare.ts";

const LINES = 10_000;
const Exact = Decimal.clone({ precision: 64 });
const bounds = ["0", "10240", "51200", "153600"];
const perUnit = ["0.09", "0.085", "0.07", "0.05"];

/** Every line has a price of its own, so that each goes through all four tiers. */
const prices = Array.from({ length: LINES }, (_, i): Price => ({
  priceId: `P${i}`,
  sku: `P${i}`,
  serviceCode: "AmazonEC2",
  region: "us-east-1",
  usageType: `U${i}`,
  baseUsageType: `U${i}`,
  operation: null,
  productFamily: null,
  unit: "GB",
  tiers: bounds.map((from, t) => ({ from, to: bounds[t + 1] ?? null, pricePerUnit: perUnit[t] ?? "0" })),
  attributes: {},
  product: "egress",
  description: null,
  asOf: "2026-01-01",
  sources: [],
  confidence: "raw-offer",
}));
const byType = new Map(prices.map((price) => [price.baseUsageType, price]));
const book = {
  prices,
  match: ({ usageType }: { readonly usageType: string | null }) =>
    ({ kind: "found", price: byType.get(usageType)! }) as const,
};
const quantities = Array.from({ length: LINES }, (_, i) => `${200_000 + i}.123456789`);
const usages = quantities.map((quantity, i): Usage => ({
  component: "app",
  service: "data_transfer",
  selector: { serviceCode: "AmazonEC2", usageType: `U${i}` },
  region: "us-east-1",
  month: "2026-11",
  quantity: decimal(quantity),
  unit: "GB",
  cause: null,
  assumptions: [],
}));
const options = {
  allowances: "none",
  alreadyUsed: new Map(),
  discountPercent: decimal("0"),
  ownRates: new Map(),
} as const;

const exactBounds = bounds.map((bound) => new Exact(bound));
const exactPrices = perUnit.map((price) => new Exact(price));
const exactQuantities = quantities.map((quantity) => new Exact(quantity));

function bare(): string {
  let total = new Exact(0);
  for (const quantity of exactQuantities) {
    let cost = new Exact(0);
    for (let t = 0; t < exactBounds.length; t += 1) {
      const from = exactBounds[t]!;
      if (quantity.lte(from)) break;
      const to = exactBounds[t + 1];
      const upTo = to === undefined || quantity.lte(to) ? quantity : to;
      cost = cost.plus(upTo.minus(from).times(exactPrices[t]!));
    }
    total = total.plus(cost);
  }
  return total.toString();
}

export function ratingBenchmarks(): readonly Result[] {
  const rated = (): string => rate(usages, book, options).total.toString();
  if (rated() !== bare()) throw new Error("the two totals differ");
  for (let i = 0; i < 5; i += 1) {
    rated();
    bare();
  }
  const compared = alternately(
    () => timed(rated),
    () => timed(bare),
  );
  const perLine = (compared.subject * 1000) / LINES;
  return [
    ratioResult("10,000 lines of four tiers, against bare decimal.js", compared, 1.5),
    { what: "the same per line", measured: `${perLine.toFixed(1)} µs`, goal: "≤ 5 µs", reached: perLine <= 5 },
  ];
}
