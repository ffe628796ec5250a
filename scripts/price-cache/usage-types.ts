/**
 * Usage types that the price records do not name, and where each was read. The names come from AWS's billing pages, from
 * offer rows and bills that others published; what was found nowhere is not here, and stays unnamed in the cache.
 */
import { GLOBAL, prefixed, REGION_PREFIXES } from "../../src/pricing/regions.ts";
import type { PriceRecord } from "./records.ts";

const EVIDENCE = "usagetypeEvidence";

const cloudFrontPage =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/billing-and-usage-interpreting.html";
const cloudWatchPage = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html";
const s3Page = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html";
const vpcPage = "Amazon VPC User Guide: Understand codes for Amazon VPC in billing and usage reports";
const dynamoDbPage = "Amazon DynamoDB Developer Guide: the codes of billing and usage reports";
const freeTierPage = "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/tracking-free-tier-usage.html";
const plansPage = "https://docs.aws.amazon.com/PricingPlanManager/latest/UserGuide/plans.html";
const elastiCacheOffer = "bangpound/awspricing tests/data/elasticache_offer.py (offer 20250624130639)";
const elastiCacheProducts =
  "GetProducts answers of us-west-2: USW2-NodeUsage:cache.t3.medium is CreateCacheCluster:0002 for Redis, :Valkey for Valkey";

/** Which records a name belongs to; keys left out may be anything. */
interface Which {
  readonly serviceCode: string;
  readonly service: string;
  readonly unit?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface SeenName {
  readonly of: Which;
  /** Without Region prefix; `{key}` is the record's attribute. Null where only the service code was seen. */
  readonly name: string | null;
  /** How us-east-1 writes it: with USE1-, or bare. What is listed for everywhere bears no prefix. */
  readonly usEast1: "USE1-" | "bare";
  readonly operation?: string;
  /** Where the record's own code is not the one bills carry. */
  readonly serviceCode?: string;
  readonly evidence: string;
}

const node = { serviceCode: "AmazonElastiCache", service: "ElastiCache node" };
const serverless = { serviceCode: "AmazonElastiCache", service: "ElastiCache serverless" };
const serverlessEvidence =
  "AWS Price List filters USE1-CachedData:Redis, USE1-ElastiCacheProcessingUnits:Redis with CreateServerlessCache; " +
  "Cost Explorer: APN2-CachedData:Valkey, APN2-ElastiCacheProcessingUnits:Valkey; " +
  "cloud-carbon-footprint/cloud-carbon-footprint packages/aws/src/lib/CostAndUsageTypes.ts";
const plan = { serviceCode: "AmazonCloudFront", service: "CloudFront flat-rate plan" };

/** Names for records without one, and operations where they tell products of one name apart. */
const NAMES: readonly SeenName[] = [
  {
    of: { ...node, attributes: { cacheEngine: "Valkey" } },
    name: "NodeUsage:{instanceType}",
    usEast1: "bare",
    operation: "CreateCacheCluster:Valkey",
    evidence: `${elastiCacheOffer}; ${elastiCacheProducts}`,
  },
  {
    of: { ...node, attributes: { cacheEngine: "Redis" } },
    name: "NodeUsage:{instanceType}",
    usEast1: "bare",
    operation: "CreateCacheCluster:0002",
    evidence: elastiCacheProducts,
  },
  {
    of: { ...serverless, unit: "GB-Hours" },
    name: "CachedData:{cacheEngine}",
    usEast1: "USE1-",
    operation: "CreateServerlessCache",
    evidence: serverlessEvidence,
  },
  {
    of: { ...serverless, unit: "ElastiCacheProcessingUnit" },
    name: "ElastiCacheProcessingUnits:{cacheEngine}",
    usEast1: "USE1-",
    operation: "CreateServerlessCache",
    evidence: serverlessEvidence,
  },
  {
    of: { serviceCode: "AmazonRDS", service: "RDS Proxy", unit: "Hrs" },
    name: "RDS:ProxyUsage",
    usEast1: "USE1-",
    evidence: "offer row AHVT2C6WP2BB5BXQ USE1-RDS:ProxyUsage; the same name for Aurora's engines in GetProducts notes",
  },
  {
    of: { serviceCode: "AmazonRDS", service: "RDS Proxy", unit: "ACU-Hr" },
    name: "RDS:Proxy-ASv2-Usage",
    usEast1: "USE1-",
    evidence: "a price table of eu-west-2 with EUW2-RDS:ProxyUsage and EUW2-RDS:Proxy-ASv2-Usage",
  },
  {
    of: {
      serviceCode: "AmazonRDS",
      service: "Aurora",
      attributes: { what: "Global Database replicated write I/O" },
    },
    name: "Aurora:ReplicatedWriteIO",
    usEast1: "bare",
    evidence: "the RDS part (aws_mappings_rds_category) of a mapping of Cost and Usage Report names",
  },
  {
    of: { serviceCode: "AmazonRDS", service: "RDS storage", attributes: { what: "gp3 IOPS above baseline" } },
    name: "RDS:GP3-PIOPS",
    usEast1: "USE1-",
    evidence: "infracost/infracost internal/resources/aws/db_instance.go (usagetype /-RDS:GP3-PIOPS$/)",
  },
  {
    of: { serviceCode: "AmazonVPC", service: "Site-to-site VPN" },
    name: "VPN-Usage-Hours:ipsec.1",
    usEast1: "bare",
    evidence:
      "project-koku/nise nise/generators/aws/vpc_generator.py; Cost Explorer: EU-VPN-Usage-Hours:ipsec.1; bare in us-east-1's offer",
  },
  {
    of: {
      serviceCode: "AmazonS3",
      service: "S3",
      unit: "GB",
      attributes: { storageClass: "Glacier Instant Retrieval" },
    },
    name: "Retrieval-GIR",
    usEast1: "bare",
    evidence: s3Page,
  },
  {
    of: { serviceCode: "AmazonCloudWatch", service: "CloudWatch logs", attributes: { logClass: "Infrequent Access" } },
    name: "DataProcessingIA-Bytes",
    usEast1: "USE1-",
    evidence: `${cloudWatchPage}; offer row USE1-DataProcessingIA-Bytes at $0.25 per GB`,
  },
  {
    of: {
      serviceCode: "AWSQueueService",
      service: "SQS",
      attributes: { queueType: "FIFO (first-in, first-out)" },
    },
    name: "Requests-FIFO-RBP",
    usEast1: "bare",
    evidence: "Cost Explorer of 2026-06: USAGE_TYPE=Requests-FIFO-RBP; us-east-1 offer rows of the same name",
  },
  {
    of: { serviceCode: "AWSEvents", service: "EventBridge", attributes: { what: "Pipes request" } },
    name: "Request-64K-Chunks",
    usEast1: "USE1-",
    operation: "PipeRequest",
    evidence: "a product row of AWSEvents: APE1-Request-64K-Chunks, unit 64K-Chunks, operation PipeRequest",
  },
  {
    of: { serviceCode: "AWSEvents", service: "EventBridge", attributes: { what: "Scheduler invocations" } },
    name: "ScheduledInvocation",
    usEast1: "USE1-",
    operation: "Invocation",
    evidence: "offer row XAWTXSQRCY6JTPGR USW1-ScheduledInvocation; EUW2-ScheduledInvocation in a price table",
  },
  {
    of: { serviceCode: "AmazonCloudFront", service: "CloudFront origin shield" },
    name: "Requests-OriginShield",
    usEast1: "USE1-",
    evidence: `${cloudFrontPage}; Price List: APN2-Requests-OriginShield at $0.009 per 10,000, USE1-Requests-OriginShield`,
  },
  {
    of: { serviceCode: "AmazonCloudFront", service: "CloudFront functions" },
    name: "Executions-CloudFrontFunctions",
    usEast1: "bare",
    evidence: `${cloudFrontPage}; infracost/infracost internal/resources/aws/cloudfront_function.go`,
  },
  {
    of: { serviceCode: "AWSLambda", service: "Lambda@Edge", unit: "Request" },
    name: "Lambda-Edge-Request",
    usEast1: "bare",
    evidence: `${cloudFrontPage}; offer rows of eu-west-3`,
  },
  {
    of: { serviceCode: "AWSLambda", service: "Lambda@Edge", unit: "GB-Second" },
    name: "Lambda-Edge-GB-Second",
    usEast1: "bare",
    evidence: `${cloudFrontPage}; offer row APN1-Lambda-Edge-GB-Second`,
  },
  {
    of: { serviceCode: "AWSLambda", service: "Lambda free tier", unit: "Request" },
    name: "Global-Request",
    usEast1: "bare",
    evidence: freeTierPage,
  },
  {
    of: { serviceCode: "AWSLambda", service: "Lambda free tier", unit: "Lambda-GB-Second" },
    name: "Global-Lambda-GB-Second",
    usEast1: "bare",
    evidence: freeTierPage,
  },
  {
    of: { ...plan, attributes: { plan: "Free" } },
    name: "Global-CloudFrontPlan-Free",
    usEast1: "bare",
    serviceCode: "CloudFrontPlans",
    evidence: `${plansPage}; a bill with Global-CloudFrontPlan-Free`,
  },
  {
    of: { ...plan, attributes: { plan: "Pro" } },
    name: "Global-CloudFrontPlan-Pro",
    usEast1: "bare",
    serviceCode: "CloudFrontPlans",
    evidence: `${plansPage}; a product row of Global-CloudFrontPlan-Pro`,
  },
  { of: plan, name: null, usEast1: "bare", serviceCode: "CloudFrontPlans", evidence: plansPage },
];

/** Base names the records built from a pattern, or their beginning where a node type follows, and where they were seen. */
const CONFIRMED: Readonly<Record<string, string>> = {
  "NodeUsage:": `${elastiCacheOffer}; ${elastiCacheProducts}`,
  "Node:ra3.": "bills and offer rows: Node:ra3.xlplus, Node:ra3.large, SAE1-Node:ra3.xlplus",
  "Redshift:ServerlessUsage": "a bill of us-east-1: USE1-Redshift:ServerlessUsage",
  "VpcEndpoint-GWLBE-Hours": `${vpcPage}; offer row USE1-VpcEndpoint-GWLBE-Hours`,
  "VpcEndpoint-GWLBE-Bytes": vpcPage,
  "Fargate-Windows-vCPU-Hours:perCPU": "offer row USE1-Fargate-Windows-vCPU-Hours:perCPU",
  "Fargate-Windows-GB-Hours": "offer row EU-Fargate-Windows-GB-Hours",
  "Fargate-Windows-OS-Hours:perCPU": "offer row USE1-Fargate-Windows-OS-Hours:perCPU",
  "TimedStorage-GIR-ByteHrs": s3Page,
  "TimedStorage-GlacierByteHrs": s3Page,
  ReplWriteRequestUnits: `${dynamoDbPage}; offer row ReplWriteRequestUnits`,
  "TimedBackupStorage-ByteHrs": dynamoDbPage,
  "VendedLog-Bytes": `${cloudWatchPage}; Cost Explorer: USE1-VendedLog-Bytes`,
  "S3-Egress-Bytes": `${cloudWatchPage}; a bill of us-east-1: USE1-S3-Egress-Bytes`,
  "RequestV2-Tier1":
    "infracost/infracost (usagetype /^[A-Z0-9]*-(?!ShieldProtected-)RequestV2-Tier1$/); USE1-RequestV2-Tier1",
  "DataTransfer-Out-OBytes": cloudFrontPage,
  "Requests-HTTP-Proxy": cloudFrontPage,
  Invalidations: cloudFrontPage,
};

/**
 * The record with the usage type and operation that bills carry, where these were seen; `usagetypeEvidence` is then `seen`.
 * A name of the record's own stays, and a pattern nobody saw keeps the mark `pattern`.
 */
export function withSeenUsageType(record: PriceRecord): PriceRecord {
  const seen = NAMES.find(({ of }) => belongs(record, of));
  const isConfirmed = record.attributes?.[EVIDENCE] === "pattern" && isSeenPattern(record.usagetype ?? "");
  if (seen === undefined && !isConfirmed) return record;
  const named = (record.usagetype === null && seen?.name !== null) || isConfirmed;
  return {
    ...record,
    serviceCode: seen?.serviceCode ?? record.serviceCode,
    usagetype: record.usagetype ?? (seen === undefined ? null : written(seen, record)),
    ...(seen?.operation === undefined ? {} : { operation: seen.operation }),
    attributes: { ...record.attributes, ...(named ? { [EVIDENCE]: "seen" } : {}) },
  };
}

function belongs(record: PriceRecord, { serviceCode, service, unit, attributes = {} }: Which): boolean {
  return (
    record.serviceCode === serviceCode &&
    record.service === service &&
    (unit === undefined || record.unit === unit) &&
    Object.entries(attributes).every(([key, value]) => record.attributes?.[key] === value)
  );
}

function written({ name, usEast1 }: SeenName, { region, attributes = {} }: PriceRecord): string | null {
  if (name === null) return null;
  const base = name.replaceAll(/\{(\w+)\}/g, (_, key: string) => attributes[key] ?? "");
  if (region === GLOBAL) return base;
  return region === "us-east-1" && usEast1 === "USE1-" ? `${REGION_PREFIXES[region]}${base}` : prefixed(base, region);
}

/** Whether a name built from a pattern ends in one that was seen, or in a family of them: `USE2-Node:ra3.4xlarge`. */
function isSeenPattern(usageType: string): boolean {
  return Object.keys(CONFIRMED).some((name) => {
    const base = usageType.slice(usageType.indexOf(name));
    const isWhole = /[:.]$/.test(name) ? base.startsWith(name) : base === name;
    return isWhole && /^([A-Z]{2,3}\d?-)?$/.test(usageType.slice(0, -base.length));
  });
}
