/** Line items while usage is added to them: one component × one price over the whole period. */
import { sum, ZERO, type Decimal } from "../decimal.ts";
import type { PriceMatch } from "../pricing/price.ts";
import type { Charge, LineItem, Usage } from "./bill.ts";

/** Usage whose price has been looked for. Usage that matches several prices never gets here. */
export interface MatchedUsage {
  readonly usage: Usage;
  readonly match: Exclude<PriceMatch, { readonly kind: "ambiguous" }>;
}

export interface OpenLine {
  readonly first: MatchedUsage;
  quantity: Decimal;
  /** One charge for each tier of each month. */
  readonly chargesByMonth: Map<string, Charge[]>;
  readonly causes: Set<string>;
  readonly assumptions: Set<string>;
}

/** What usages of one line item have in common. */
export function lineKey({ usage, match }: MatchedUsage): string {
  const owner = `${usage.component}\n${usage.service}\n`;
  if (match.kind === "found") return owner + match.price.priceId;
  return owner + JSON.stringify([usage.region, usage.unit, usage.selector, match.reason]);
}

export function openLine(first: MatchedUsage): OpenLine {
  return { first, quantity: ZERO, chargesByMonth: new Map(), causes: new Set(), assumptions: new Set() };
}

/** Adds usage and its charges; charges of the same tier and month become one. */
export function addToLine(line: OpenLine, usage: Usage, charges: readonly Charge[]): void {
  line.quantity = line.quantity.plus(usage.quantity);
  if (usage.cause !== null) line.causes.add(usage.cause);
  for (const id of usage.assumptions) line.assumptions.add(id);
  if (charges.length === 0) return;
  const before = line.chargesByMonth.get(usage.month);
  line.chargesByMonth.set(usage.month, before === undefined ? [...charges] : mergeCharges(before, charges));
}

function mergeCharges(before: Charge[], added: readonly Charge[]): Charge[] {
  for (const charge of added) {
    const index = before.findIndex((earlier) => isSameTier(earlier, charge));
    const earlier = before[index];
    if (earlier === undefined) before.push(charge);
    else {
      const quantity = earlier.quantity.plus(charge.quantity);
      before[index] = { ...earlier, quantity, cost: earlier.cost.plus(charge.cost) };
    }
  }
  return before;
}

function isSameTier(a: Charge, b: Charge): boolean {
  if (!a.pricePerUnit.eq(b.pricePerUnit) || !a.from.eq(b.from)) return false;
  return a.to === null || b.to === null ? a.to === b.to : a.to.eq(b.to);
}

/** The line item: its charges in order of months, each month's as they came. */
export function closeLine(line: OpenLine): LineItem {
  const { usage, match } = line.first;
  const price = match.kind === "found" ? match.price : null;
  const charges = chargesInOrder(line.chargesByMonth);
  return {
    component: usage.component,
    service: usage.service,
    region: price?.region ?? usage.region,
    usageType: price === null ? (usage.selector.usageType ?? "") : (price.usageType ?? price.product),
    serviceCode: price?.serviceCode ?? usage.selector.serviceCode,
    unit: price?.unit ?? usage.unit,
    quantity: line.quantity,
    cost: price === null ? null : sum(charges.map(({ cost }) => cost)),
    charges,
    price,
    unpriced: match.kind === "missing" ? match.reason : null,
    cause: line.causes.size === 0 ? null : [...line.causes].join("; "),
    assumptions: [...line.assumptions],
  };
}

function chargesInOrder(chargesByMonth: ReadonlyMap<string, readonly Charge[]>): readonly Charge[] {
  const months = [...chargesByMonth.keys()].sort();
  return months.flatMap((month) => chargesByMonth.get(month) ?? []);
}
