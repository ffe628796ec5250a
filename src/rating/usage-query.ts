/** A row of usage as a question to the price book: what a bill leaves out or says in other words is filled in. */
import type { PriceCatalogue, UsageQuery } from "../pricing/price-catalogue.ts";
import { GLOBAL, regionOfPrefix, REGIONS, usualSpelling } from "../pricing/regions.ts";
import type { RawUsage } from "./raw-usage.ts";

/** Cost Explorer's and the bill's names of services → service codes. */
const SERVICE_NAMES: Readonly<Record<string, string>> = {
  "amazon api gateway": "AmazonApiGateway",
  "amazon athena": "AmazonAthena",
  "amazon cloudfront": "AmazonCloudFront",
  "amazon cloudwatch": "AmazonCloudWatch",
  "amazon dynamodb": "AmazonDynamoDB",
  "amazon ec2 container registry (ecr)": "AmazonECR",
  "amazon elastic compute cloud": "AmazonEC2",
  "amazon elastic compute cloud - compute": "AmazonEC2",
  "amazon elastic container registry": "AmazonECR",
  "amazon elastic container service": "AmazonECS",
  "amazon elastic load balancing": "AWSELB",
  "amazon elasticache": "AmazonElastiCache",
  "amazon eventbridge": "AWSEvents",
  "amazon redshift": "AmazonRedshift",
  "amazon relational database service": "AmazonRDS",
  "amazon route 53": "AmazonRoute53",
  "amazon simple queue service": "AWSQueueService",
  "amazon simple storage service": "AmazonS3",
  "amazon virtual private cloud": "AmazonVPC",
  "aws data transfer": "AWSDataTransfer",
  "aws key management service": "awskms",
  "aws lambda": "AWSLambda",
  "aws secrets manager": "AWSSecretsManager",
  "aws step functions": "AmazonStates",
  "aws waf": "awswaf",
  "cloudwatch events": "AWSEvents",
  "ec2 - other": "AmazonEC2",
  "elastic load balancing": "AWSELB",
};

/**
 * Operations that say which service a bare name is of. CloudWatch:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html
 */
const SERVICE_OF_OPERATION: Readonly<Record<string, string>> = {
  HourlyStorageMetering: "AmazonCloudWatch",
  PutLogEvents: "AmazonCloudWatch",
};

/** Operations that name RDS's engine, as `CreateDBInstance:0021` in bills and price list; the price data here has none. */
const ENGINE_OF_OPERATION: Readonly<Record<string, string>> = {
  "0002": "MySQL",
  "0014": "PostgreSQL",
  "0016": "Aurora MySQL",
  "0018": "MariaDB",
  "0021": "Aurora PostgreSQL",
};

/** What a bill writes where a charge has no Region. */
const NO_REGION: ReadonlySet<string> = new Set(["", "noregion", "any"]);

/** The row's Region; without one, that of its prefix, and for a bare name us-east-1, where AWS leaves the prefix out. */
export function regionOf({ region, usageType, serviceCode }: RawUsage): string {
  if (!NO_REGION.has(region.toLowerCase())) return region;
  if (usageType === null) return "";
  if (serviceCodeOf(serviceCode) === "AmazonCloudFront") return GLOBAL;
  return writtenRegion(usageType) ?? "us-east-1";
}

/** Whether the row leaves its Region to the rule that a bare name is us-east-1's. */
export function isRegionAssumed(row: RawUsage): boolean {
  return NO_REGION.has(row.region.toLowerCase()) && row.usageType !== null && writtenRegion(row.usageType) === null;
}

/** KMS writes the Region's code itself. */
function writtenRegion(usageType: string): string | null {
  return (
    regionOfPrefix(usualSpelling(usageType)) ?? REGIONS.find((region) => usageType.startsWith(`${region}-`)) ?? null
  );
}

/** The query for a row. A row that names its price by id alone takes usage type and Region from it. */
export function queryFor(row: RawUsage, book: PriceCatalogue): UsageQuery {
  const { operation, productFamily, unit, sku, priceId } = row;
  const serviceCode =
    serviceCodeOf(row.serviceCode) ?? (operation === null ? null : (SERVICE_OF_OPERATION[operation] ?? null));
  const databaseEngine = row.databaseEngine ?? engineOf(operation);
  const asked = { serviceCode, operation, productFamily, databaseEngine, unit, sku, priceId };
  const byId =
    row.usageType === null ? book.prices.find((price) => isNamedBy(price.priceId, price.sku, row)) : undefined;
  return {
    region: regionOf(row) || (byId?.region ?? ""),
    usageType: row.usageType ?? byId?.usageType ?? "",
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null)),
  };
}

/** The service code of what a bill calls the service; what is unknown here stays: `serviceCodeOf("EC2 - Other") === "AmazonEC2"`. */
export function serviceCodeOf(service: string | null): string | null {
  return service === null ? null : (SERVICE_NAMES[service.toLowerCase()] ?? service);
}

function engineOf(operation: string | null): string | null {
  const [, engine = ""] = /^Create(?:DBInstance|DBProxy):(\d{4})$/.exec(operation ?? "") ?? [];
  return ENGINE_OF_OPERATION[engine] ?? null;
}

function isNamedBy(priceId: string, sku: string | null, row: RawUsage): boolean {
  return row.priceId === null ? sku === row.sku : priceId === row.priceId;
}
