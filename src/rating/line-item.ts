/** Line items while usage is added to them: one component × one price over the whole period. */
import { sum, ZERO, type Decimal } from "../decimal.ts";
import type { PriceMatch } from "../pricing/price.ts";
import type { Charge, LineItem, TierCharge, Usage } from "./bill.ts";

/** Usage whose price has been looked for. Usage that matches several prices never gets here. */
export interface MatchedUsage {
  readonly usage: Usage;
  readonly match: Exclude<PriceMatch, { readonly kind: "ambiguous" }>;
}

interface MonthCharges {
  readonly month: string;
  /** One for each tier. */
  readonly charges: TierCharge[];
}

export interface OpenLine {
  readonly first: MatchedUsage;
  quantity: Decimal;
  // Arrays, not maps and sets: most lines have one month and one cause, and there may be many lines.
  readonly months: MonthCharges[];
  readonly causes: string[];
  readonly assumptions: string[];
}

/** What usages of one line item have in common. */
export function lineKey({ usage, match }: MatchedUsage): string {
  const owner = `${usage.component}\n${usage.service}\n`;
  if (match.kind === "found") return owner + match.price.priceId;
  return owner + JSON.stringify([usage.region, usage.unit, usage.selector, match.reason]);
}

export function openLine(first: MatchedUsage): OpenLine {
  return { first, quantity: ZERO, months: [], causes: [], assumptions: [] };
}

/** Adds usage and its charges; charges of the same tier and month become one. */
export function addToLine(line: OpenLine, usage: Usage, charges: readonly TierCharge[]): void {
  line.quantity = line.quantity.plus(usage.quantity);
  if (usage.cause !== null) addOnce(line.causes, usage.cause);
  for (const id of usage.assumptions) addOnce(line.assumptions, id);
  if (charges.length === 0) return;
  const before = line.months.find(({ month }) => month === usage.month);
  if (before === undefined) line.months.push({ month: usage.month, charges: [...charges] });
  else mergeCharges(before.charges, charges);
}

function addOnce(list: string[], text: string): void {
  if (!list.includes(text)) list.push(text);
}

function mergeCharges(before: TierCharge[], added: readonly TierCharge[]): void {
  for (const charge of added) {
    const index = before.findIndex((earlier) => isSameTier(earlier, charge));
    const earlier = before[index];
    if (earlier === undefined) before.push(charge);
    else {
      const quantity = earlier.quantity.plus(charge.quantity);
      before[index] = { ...earlier, quantity, cost: earlier.cost.plus(charge.cost) };
    }
  }
}

function isSameTier(a: TierCharge, b: TierCharge): boolean {
  if (!a.pricePerUnit.eq(b.pricePerUnit) || !a.from.eq(b.from)) return false;
  return a.to === null || b.to === null ? a.to === b.to : a.to.eq(b.to);
}

/** The line item: its charges in order of months, each month's as they came. */
export function closeLine(line: OpenLine): LineItem {
  const { usage, match } = line.first;
  const price = match.kind === "found" ? match.price : null;
  const charges = chargesInOrder(line.months);
  return {
    component: usage.component,
    service: usage.service,
    region: price?.region ?? usage.region,
    usageType:
      price === null ? (usage.selector.usageType ?? "") : (price.usageType ?? price.baseUsageType ?? price.product),
    serviceCode: price?.serviceCode ?? usage.selector.serviceCode,
    unit: price?.unit ?? usage.unit,
    quantity: line.quantity,
    cost: price === null ? null : sum(charges.map(({ cost }) => cost)),
    charges,
    price,
    unpriced: match.kind === "missing" ? match.reason : null,
    cause: line.causes.length === 0 ? null : line.causes.join("; "),
    assumptions: line.assumptions,
  };
}

function chargesInOrder(months: readonly MonthCharges[]): readonly Charge[] {
  return months
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
    .flatMap(({ month, charges }) => charges.map((charge) => ({ month, ...charge })));
}
