/** What exports of usage call their columns. */

/** Our names of the columns; `quantity` is `pricePerUnit` where the rows are own rates. */
export type UsageColumn = keyof typeof ALIASES | "quantity" | "pricePerUnit";

/**
 * Other names of each column, best first, where only letters and digits count: `lineItem/UsageType` of a Cost and Usage
 * Report and `line_item_usage_type` of its newer form are one name.
 */
const ALIASES = {
  region: ["productregioncode", "productregion", "regioncode"],
  usageType: ["lineitemusagetype", "productusagetype"],
  // The price list's code before the bill's: the bill puts data transfer under the service that sent it.
  serviceCode: ["productservicecode", "lineitemproductcode", "productcode", "productproductname", "service"],
  operation: ["lineitemoperation", "productoperation"],
  productFamily: ["productproductfamily"],
  databaseEngine: ["productdatabaseengine", "cacheengine", "productcacheengine"],
  unit: [],
  sku: ["productsku"],
  priceId: [],
  component: [],
  lineItemType: ["lineitemlineitemtype"],
} as const;

const VALUES = {
  quantity: ["lineitemusageamount", "usageamount", "usagequantity"],
  pricePerUnit: [],
} as const;

/** Names that only an export has: what else stands in such a file is no mistake. */
const EXPORTS = new Set(["lineitemusagetype"]);

/** Our names of the columns a file may have; `value` is the one that holds the number. */
export function usageColumns(value: keyof typeof VALUES): readonly UsageColumn[] {
  return [...(Object.keys(ALIASES) as readonly (keyof typeof ALIASES)[]), value]; // The table's own keys.
}

/** Where each of our columns stands among a file's `names`, best name first; and the names that are none of them. */
export interface RecognisedColumns {
  readonly at: ReadonlyMap<UsageColumn, readonly number[]>;
  readonly unknown: readonly number[];
}

/**
 * Recognises a file's columns: `recognise(["lineItem/UsageType", "Region"], "quantity").at.get("usageType")` is `[0]`. In an
 * export of AWS's nothing is unknown: what is not used there is passed over.
 */
export function recognise(names: readonly string[], value: keyof typeof VALUES): RecognisedColumns {
  const plain = names.map(plainName);
  const at = new Map<UsageColumn, readonly number[]>();
  const used = new Set<number>();
  for (const column of usageColumns(value)) {
    const known = [plainName(column), ...aliasesOf(column)];
    const places = known.flatMap((name) => plain.flatMap((each, index) => (each === name ? [index] : [])));
    if (places.length > 0) at.set(column, places);
    for (const index of places) used.add(index);
  }
  const isExport = plain.some((name) => EXPORTS.has(name));
  return { at, unknown: isExport ? [] : names.flatMap((_, index) => (used.has(index) ? [] : [index])) };
}

function aliasesOf(column: UsageColumn): readonly string[] {
  return column in VALUES ? VALUES[column as keyof typeof VALUES] : ALIASES[column as keyof typeof ALIASES]; // One or the other.
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
