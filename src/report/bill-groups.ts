/** The bill as every report shows it: components by cost, and in each its lines by cost; what has no price comes last. */
import { type Decimal, decimal, sum } from "../decimal.ts";
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";
import { atLeast, unitPrice } from "./figures.ts";

export interface BillGroup {
  /** The component; for usage that names none, its service code; `unknown service` where that is not known either. */
  readonly name: string;
  /** Kind of service; "" where it is not known. */
  readonly service: string;
  /** Sum of the lines that have a price; null when none has one. */
  readonly cost: string | null;
  /** Whether every line has a price. */
  readonly complete: boolean;
  readonly lines: readonly EstimateLineItem[];
}

/** Groups in the order they are printed. Lines without quantity are left out: see `linesWithoutUsage`. */
export function billGroups(bill: Estimate["bill"]): BillGroup[] {
  const names = [...new Set(bill.lineItems.map(groupName))];
  return names
    .map((name) =>
      groupOf(
        name,
        bill.lineItems.filter((line) => groupName(line) === name),
      ),
    )
    .filter((group) => group.lines.length > 0)
    .sort((a, b) => byCost(a.cost, b.cost) || (a.name < b.name ? -1 : 1));
}

/** How many lines the groups leave out because nothing was used. */
export function linesWithoutUsage(bill: Estimate["bill"]): number {
  return bill.lineItems.filter((line) => !isUsed(line)).length;
}

function groupName(line: EstimateLineItem): string {
  return line.component || line.serviceCode || "unknown service";
}

function groupOf(name: string, all: readonly EstimateLineItem[]): BillGroup {
  const lines = all.filter(isUsed).sort((a, b) => byCost(a.cost, b.cost) || (a.usageType < b.usageType ? -1 : 1));
  const costs = lines.flatMap((line) => (line.cost === null ? [] : [decimal(line.cost)]));
  return {
    name,
    service: all[0]?.service ?? "",
    cost: costs.length === 0 ? null : sum(costs).toString(),
    complete: costs.length === lines.length,
    lines,
  };
}

/** A commitment or a credit may cost something without a quantity. */
function isUsed(line: EstimateLineItem): boolean {
  return !decimal(line.quantity).isZero() || line.cost === null || !decimal(line.cost).isZero();
}

function byCost(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return decimal(b).comparedTo(decimal(a));
}

/** What a group costs, in words: `$1.00`, `≥ $1.00` where a line has no price, `no price` where none has. */
export function groupCost({ cost, complete }: BillGroup): string {
  return cost === null ? "no price" : atLeast(cost, complete);
}

/** The line's price: `$0.045`, `graduated` where its tiers or months differ, `no price`. */
export function linePrice(line: EstimateLineItem): string {
  const [first, ...others] = line.charges.map((charge) => decimal(charge.pricePerUnit));
  if (line.cost === null) return "no price";
  if (first === undefined) return "—";
  return others.every((price: Decimal) => price.eq(first)) ? unitPrice(first.toString()) : "graduated";
}
