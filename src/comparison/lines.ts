/** Bills side by side: which lines are the same product, and what made their difference. */
import { type Decimal, decimal, sum, ZERO } from "../decimal.ts";
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";
import { present } from "../invariant.ts";
import { withoutRegionPrefix } from "../pricing/regions.ts";
import type { Because, Change, ComparedLine, Difference } from "./schema.ts";

/** One product on one bill: its lines of every cause added up. */
interface Side {
  readonly quantity: Decimal;
  /** Null where any of its lines has no price. */
  readonly cost: Decimal | null;
  /** Of the lines that have a price. */
  readonly known: Decimal;
  /** What is paid for a unit, every price once, in order. */
  readonly prices: readonly string[];
  readonly regions: readonly string[];
}

export interface LinePair {
  readonly line: ComparedLine;
  /** Of the lines that have a price, in the order of the bills; null where it is not on the bill. */
  readonly known: readonly (Decimal | null)[];
}

/** Lines of one product by estimate. */
type Product = readonly (readonly EstimateLineItem[])[];

/** Every product on any of the bills, in the order in which it is first met. */
export function linesSideBySide(estimates: readonly Estimate[]): LinePair[] {
  const all = estimates.map(({ bill }) => bill.lineItems);
  return grouped(all, productOf)
    .flatMap((product) => (product.some(isInSeveralRegions) ? inEachPlace(product, estimates) : [product]))
    .map(pairOf);
}

/** The same usage type has another prefix in each Region. */
function productOf({ component, serviceCode, usageType, operation, region, unit }: EstimateLineItem): string {
  return JSON.stringify([component, serviceCode, withoutRegionPrefix(usageType, region), operation, unit]);
}

function isInSeveralRegions(lines: readonly EstimateLineItem[]): boolean {
  return new Set(lines.map(({ region }) => region)).size > 1;
}

/** What stands in several Regions is compared Region by Region; a scenario's own is the same place in all of them. */
function inEachPlace(product: Product, estimates: readonly Estimate[]): Product[] {
  return grouped(product, ({ region }, at) => (region === estimates[at]?.scenario?.region ? "" : region));
}

function grouped(all: Product, keyOf: (line: EstimateLineItem, at: number) => string): Product[] {
  const groups = new Map<string, EstimateLineItem[][]>();
  for (const [at, lines] of all.entries()) {
    for (const line of lines) {
      const key = keyOf(line, at);
      const group = groups.get(key) ?? all.map(() => []);
      groups.set(key, group);
      group[at]?.push(line);
    }
  }
  return [...groups.values()];
}

function pairOf(product: Product): LinePair {
  const sides = product.map((lines) => (lines.length === 0 ? null : sideOf(lines)));
  const first = sides[0] ?? null;
  const line = present(product.flat()[0], "line of a product");
  return {
    line: {
      component: line.component,
      service: line.service,
      serviceCode: line.serviceCode,
      usageType: withoutRegionPrefix(line.usageType, line.region),
      operation: line.operation,
      unit: line.unit,
      sides: sides.map((side) =>
        side === null ? null : { quantity: side.quantity.toString(), cost: side.cost?.toString() ?? null },
      ),
      changes: sides.map((side) => changeOf(first, side)),
    },
    known: sides.map((side) => side?.known ?? null),
  };
}

function sideOf(lines: readonly EstimateLineItem[]): Side {
  const costs = lines.flatMap(({ cost }) => (cost === null ? [] : [decimal(cost)]));
  const prices = lines.flatMap(({ charges }) => charges.map(({ pricePerUnit }) => decimal(pricePerUnit).toString()));
  const known = sum(costs);
  return {
    quantity: sum(lines.map(({ quantity }) => decimal(quantity))),
    cost: costs.length === lines.length ? known : null,
    known,
    prices: [...new Set(prices)].sort(),
    regions: [...new Set(lines.map(({ region }) => region))].sort(),
  };
}

function changeOf(first: Side | null, side: Side | null): Change {
  const none = { share: null, ofQuantity: null, ofPrice: null } as const;
  if (first === null && side === null) return { ...none, cost: "0", bound: "exact", because: "same" };
  const bound = boundOf(first, side);
  const known = (side?.known ?? ZERO).minus(first?.known ?? ZERO);
  if (bound !== "exact" || (first !== null && first.cost === null)) {
    const cost = bound === "unknown" ? null : known.toString();
    return { ...none, cost, bound, because: bound === "exact" ? "same" : "no price" };
  }
  const parts = partsOf(first, side, known);
  return { ...differenceOf(first?.known ?? ZERO, side?.known ?? ZERO, bound), ...parts };
}

/** What a missing price can hide. The same quantity in the same Region costs the same, whatever its price is. */
function boundOf(first: Side | null, side: Side | null): Difference["bound"] {
  const unknownBefore = first !== null && first.cost === null;
  const unknownNow = side !== null && side.cost === null;
  if (!unknownBefore && !unknownNow) return "exact";
  if (unknownBefore && unknownNow) {
    const alike = first.regions.join() === side.regions.join() && first.known.eq(side.known);
    return alike && first.quantity.eq(side.quantity) ? "exact" : "unknown";
  }
  return unknownNow ? "at_least" : "at_most";
}

function partsOf(
  first: Side | null,
  side: Side | null,
  difference: Decimal,
): Pick<Change, "because" | "ofQuantity" | "ofPrice"> {
  const parts = (because: Because, ofQuantity: Decimal) => ({
    because,
    ofQuantity: ofQuantity.toString(),
    ofPrice: difference.minus(ofQuantity).toString(),
  });
  if (first === null) return parts("only here", difference);
  if (side === null) return parts("only in the first", difference);
  const samePrices = first.prices.join() === side.prices.join();
  if (first.quantity.eq(side.quantity)) return parts(difference.isZero() ? "same" : "price", ZERO);
  // One price, and the same: nothing is left to the price, not even what a division rounds.
  if (first.quantity.isZero() || (samePrices && first.prices.length === 1)) return parts("quantity", difference);
  const average = first.known.dividedBy(first.quantity);
  const ofQuantity = decimal(side.quantity.minus(first.quantity).times(average).toFixed(10));
  return parts(samePrices ? "quantity" : "quantity and price", ofQuantity);
}

/** Two known costs and what is known of their difference. */
export function differenceOf(before: Decimal, now: Decimal, bound: Difference["bound"]): Difference {
  const cost = now.minus(before);
  return {
    cost: bound === "unknown" ? null : cost.toString(),
    bound,
    share: bound !== "exact" || before.isZero() ? null : cost.dividedBy(before).toNumber(),
  };
}

/** What the bounds of parts leave of their sum. */
export function boundOfAll(bounds: readonly Difference["bound"][]): Difference["bound"] {
  const open = new Set(bounds.filter((bound) => bound !== "exact"));
  const [only = "exact", ...others] = open;
  return others.length === 0 ? only : "unknown";
}
