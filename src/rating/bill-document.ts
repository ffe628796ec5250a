/** A bill as the `bill` part of the estimate document: exact strings, nothing left out. */
import type { Decimal } from "../decimal.ts";
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";
import type { Bill, Charge, LineItem } from "./bill.ts";

type BillDocument = Estimate["bill"];

/** What a bill alone cannot know. */
export interface BillContext {
  readonly range: BillDocument["range"];
  /** The sampled range of one line item; null where nothing was sampled. */
  readonly rangeOf: (line: LineItem) => EstimateLineItem["range"];
  readonly peakHour: BillDocument["peakHour"];
  readonly perOrder: BillDocument["perOrder"];
  readonly unsupported: BillDocument["unsupported"];
  readonly notIncluded: BillDocument["notIncluded"];
}

/** The context of a bill that was not simulated. */
export const noContext: BillContext = {
  range: null,
  rangeOf: () => null,
  peakHour: null,
  perOrder: null,
  unsupported: [],
  notIncluded: [],
};

/** The bill as a document. Components appear in the order of their first line item. */
export function billDocument(bill: Bill, context: BillContext): BillDocument {
  return {
    currency: "USD",
    total: bill.total.toString(),
    complete: bill.complete,
    range: context.range,
    lineItems: bill.lineItems.map((line) => lineItemDocument(line, context.rangeOf(line))),
    byComponent: byComponent(bill.lineItems),
    peakHour: context.peakHour,
    perOrder: context.perOrder,
    allowancesWouldSave: bill.allowancesWouldSave.toString(),
    unpriced: bill.lineItems.flatMap(({ component, usageType, unpriced }) =>
      unpriced === null ? [] : [{ component, usageType, reason: unpriced }],
    ),
    unsupported: [...context.unsupported],
    notIncluded: [...context.notIncluded],
  };
}

/** Age and Regions of the prices a bill rests on; dates as `YYYY-MM-DD`, Regions in alphabetical order. */
export function pricesUsed(bill: Bill): Estimate["prices"] {
  // A price without a source is the scenario's own, of no list and no date.
  const prices = bill.lineItems.flatMap(({ price }) => (price === null || price.sources.length === 0 ? [] : [price]));
  const dates = prices.map(({ asOf }) => asOf).sort();
  return {
    newest: dates.at(-1) ?? null,
    oldest: dates[0] ?? null,
    regions: [...new Set(prices.map(({ region }) => region))].sort(),
  };
}

function lineItemDocument(line: LineItem, range: EstimateLineItem["range"]): EstimateLineItem {
  const { price } = line;
  const listed = price !== null && price.sources.length > 0 ? price : null;
  return {
    component: line.component,
    service: line.service,
    serviceCode: line.serviceCode,
    usageType: line.usageType,
    operation: price?.operation ?? null,
    region: line.region,
    sku: price?.sku ?? null,
    priceId: price?.priceId ?? null,
    unit: line.unit,
    quantity: line.quantity.toString(),
    cost: line.cost?.toString() ?? null,
    range,
    charges: line.charges.map(chargeDocument),
    priceAsOf: listed?.asOf ?? null,
    priceSource: listed?.sources.join("; ") ?? null,
    cause: line.cause,
    assumptions: [...line.assumptions],
  };
}

function chargeDocument(charge: Charge): EstimateLineItem["charges"][number] {
  const { month, from, to, listPricePerUnit, pricePerUnit, quantity, cost } = charge;
  return {
    month,
    from: from.toString(),
    to: to?.toString() ?? null,
    listPricePerUnit: listPricePerUnit.toString(),
    pricePerUnit: pricePerUnit.toString(),
    quantity: quantity.toString(),
    cost: cost.toString(),
  };
}

/** Each component's sum of what has a price (its other lines are in `unpriced`); null where none of its lines has one. */
function byComponent(lineItems: readonly LineItem[]): BillDocument["byComponent"] {
  const costs = new Map<string, { component: string; service: string; cost: Decimal | null }>();
  for (const { component, service, cost } of lineItems) {
    const key = `${component}\n${service}`;
    const before = costs.get(key)?.cost ?? null;
    const both = before === null || cost === null ? (before ?? cost) : before.plus(cost);
    costs.set(key, { component, service, cost: both });
  }
  return [...costs.values()].map(({ component, service, cost }) => ({
    component,
    service,
    cost: cost?.toString() ?? null,
  }));
}
