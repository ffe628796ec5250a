/** Prices as text. */
import type { Price, PriceConfidence, Tier } from "../../pricing/price.ts";
import { grouped, unitPrice } from "../../report/figures.ts";

const CONFIDENCE: Readonly<Record<PriceConfidence, string>> = {
  "raw-offer": "raw-offer (read in AWS's offer rows)",
  "two-sources": "two-sources (two copies agree)",
  "one-source": "one-source (one copy)",
  page: "page (read on a pricing page)",
  assumed: "assumed (stands in for a price that was not found)",
};

/** A price in full, one fact a line. */
export function describe(price: Price): string {
  const { region, product, serviceCode, operation, productFamily, unit, tiers, sku, priceId, asOf } = price;
  const [first] = tiers;
  const only = tiers.length === 1 && first?.to === null ? first : null;
  const prices =
    only === null ? tiers.map((tier) => tierText(tier, unit)) : [`${unitPrice(only.pricePerUnit)} per ${unit}`];
  const facts: readonly (readonly [label: string, values: readonly (string | null)[]])[] = [
    ["price", prices],
    ["usage type", [price.usageType]],
    ["service", [serviceCode]],
    ["operation", [operation]],
    ["family", [productFamily]],
    ["SKU", [sku ?? "unknown"]],
    ["price id", [priceId === sku ? null : priceId]],
    ["means", [price.description]],
    ["attributes", Object.entries(price.attributes).map(([name, value]) => `${name}: ${value}`)],
    ["as of", [asOf]],
    ["confidence", [CONFIDENCE[price.confidence]]],
    ["sources", price.sources],
  ];
  const lines = facts.flatMap(([label, values]) =>
    values.filter((value) => value !== null).map((value, i) => `  ${(i === 0 ? label : "").padEnd(12)}${value}`),
  );
  const title = `${product}, ${region}`;
  const name = price.usageType ?? price.baseUsageType;
  return [name === null ? title : `${name}  ${title}`, ...lines].join("\n");
}

function tierText({ from, to, pricePerUnit }: Tier, unit: string): string {
  const range = to === null ? `from ${grouped(from)} ${unit}` : `from ${grouped(from)} to ${grouped(to)} ${unit}`;
  return `${unitPrice(pricePerUnit)} ${range}`;
}
