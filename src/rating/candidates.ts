/** Several prices for one thing: what they are, and which column of a row would tell them apart. */
import { engineOf } from "../pricing/find-by-usage-type.ts";
import type { Price } from "../pricing/price.ts";
import { sameTiers } from "../pricing/tiers.ts";

/** Columns in the order in which people have them at hand. */
const COLUMNS: readonly { readonly name: string; readonly valueOf: (price: Price) => string | null }[] = [
  { name: "serviceCode", valueOf: ({ serviceCode }) => serviceCode },
  { name: "operation", valueOf: ({ operation }) => operation },
  { name: "databaseEngine", valueOf: engineOf },
  { name: "unit", valueOf: ({ unit }) => unit },
];

/** `add the column operation: LoadBalancing:Application ($0.008 per LCU-Hrs), …`; ids where no single column will do. */
export function whatTellsApart(candidates: readonly Price[]): string {
  const column = COLUMNS.find(({ valueOf }) => candidates.every((price) => isTold(price, candidates, valueOf)));
  if (column === undefined) return `add the column sku or priceId: ${describeCandidates(candidates)}`;
  const values = candidates.map((price) => `${column.valueOf(price) ?? ""} (${firstPrice(price)})`);
  return `add the column ${column.name}: ${[...new Set(values)].join(", ")}`;
}

/** What products of one name are for: `RunInstances`, `Aurora MySQL, PostgreSQL`, `AmazonS3`. */
export function ownersOf(prices: readonly Price[]): string {
  return [...new Set(prices.map((price) => price.operation ?? engineOf(price) ?? price.serviceCode))].join(", ");
}

/** Whether the value names this price, or none that costs something else. */
function isTold(price: Price, candidates: readonly Price[], valueOf: (price: Price) => string | null): boolean {
  const value = valueOf(price);
  if (value === null) return false;
  return candidates.every((other) => valueOf(other) !== value || sameTiers(other.tiers, price.tiers));
}

/** The candidates and what tells them apart: `P2XG… (Application load balancer, LoadBalancing:Application, $0.008 per LCU-Hrs)`. */
export function describeCandidates(candidates: readonly Price[]): string {
  return candidates
    .map((price) => {
      const marks = [price.product, price.operation, price.attributes["databaseEngine"], firstPrice(price)];
      return `${price.priceId} (${marks.filter((mark) => typeof mark === "string").join(", ")})`;
    })
    .join("; ");
}

function firstPrice({ tiers, unit }: Price): string {
  return `$${tiers[0]?.pricePerUnit ?? ""} per ${unit}`;
}
