/** A stable name for a product whose SKU is unknown. */

export interface ProductIdentity {
  readonly serviceCode: string;
  readonly region: string;
  readonly usageType: string | null;
  readonly operation: string | null;
  readonly unit: string;
  readonly product: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Attributes that tell products of one usage type apart; in this order, so that an id never moves when another is added. */
const DISTINGUISHING = [
  "databaseEngine",
  "cacheEngine",
  "deploymentOption",
  "storageMode",
  "storageClass",
  "logClass",
  "queueType",
  "what",
  "per",
  "plan",
  "usageLevel",
  "term",
  "purchaseOption",
] as const;

/**
 * Service code, Region, usage type, operation and distinguishing attributes, joined by `/`; where the usage type is unknown
 * the readable product, the unit and the instance type stand in for it:
 * `AmazonRDS/us-east-1/InstanceUsage:db.m6g.large/PostgreSQL/Single-AZ`.
 */
export function composePriceId(identity: ProductIdentity): string {
  const { serviceCode, region, usageType, operation, unit, product, attributes } = identity;
  const name = usageType === null ? [product, unit, attributes["instanceType"]] : [usageType];
  const parts = [serviceCode, region, ...name, operation, ...DISTINGUISHING.map((key) => attributes[key])];
  return parts
    .filter((part) => part !== null && part !== undefined)
    .map((part) => part.replaceAll(/[^\w.:-]+/g, "-").replaceAll(/^-|-$/g, ""))
    .join("/");
}
