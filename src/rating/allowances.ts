/**
 * What AWS gives every payer each calendar month for ever, on top of the zero tiers that are part of a price (DynamoDB's
 * 25 GB, CloudFront's 1,000 invalidation paths). The offers of a new account's first months are not here: they end.
 */
import type { Price } from "../pricing/price.ts";

/** Prices an allowance covers. */
interface Coverage {
  readonly serviceCode: string;
  /** Without Region or edge prefix. */
  readonly usageTypes: readonly string[];
}

/** Free units of each month, shared by all prices it covers. */
export interface Allowance {
  /** Stable. */
  readonly id: string;
  readonly what: string;
  /** Free in each UTC calendar month, in the unit of the prices. */
  readonly quantity: string;
  readonly covers: readonly Coverage[];
  /** Given once to a payer, or once in each Region. */
  readonly scope: "payer" | "region";
  /** AWS's page that says so. */
  readonly source: string;
}

const cloudWatchPage = "https://aws.amazon.com/cloudwatch/pricing/";
const cloudFrontPage = "https://aws.amazon.com/cloudfront/pricing/";
const lambdaPage = "https://aws.amazon.com/lambda/pricing/";
const dynamoDbPage = "https://aws.amazon.com/dynamodb/pricing/provisioned/";

/** In alphabetical order of ids. No price is covered twice (a test checks). */
export const allowances: readonly Allowance[] = [
  {
    id: "cloudfront-egress",
    what: "1 TB out of CloudFront to the internet, all edge locations together",
    quantity: "1024",
    covers: [{ serviceCode: "AmazonCloudFront", usageTypes: ["DataTransfer-Out-Bytes"] }],
    scope: "payer",
    source: cloudFrontPage,
  },
  {
    id: "cloudfront-functions",
    what: "2,000,000 invocations of CloudFront Functions",
    quantity: "2000000",
    covers: [{ serviceCode: "AmazonCloudFront", usageTypes: ["Executions-CloudFrontFunctions"] }],
    scope: "payer",
    source: cloudFrontPage,
  },
  {
    id: "cloudfront-requests",
    what: "10,000,000 HTTP and HTTPS requests to CloudFront, all edge locations together",
    quantity: "10000000",
    covers: [
      {
        serviceCode: "AmazonCloudFront",
        usageTypes: ["Requests-Tier1", "Requests-Tier2-HTTPS", "Requests-HTTP-Proxy", "Requests-HTTPS-Proxy"],
      },
    ],
    scope: "payer",
    source: cloudFrontPage,
  },
  {
    id: "cloudwatch-alarms",
    what: "10 alarm metrics",
    quantity: "10",
    covers: [{ serviceCode: "AmazonCloudWatch", usageTypes: ["CW:AlarmMonitorUsage"] }],
    scope: "payer",
    source: cloudWatchPage,
  },
  {
    id: "cloudwatch-logs-ingestion",
    what: "5 GB of logs taken in",
    quantity: "5",
    covers: [{ serviceCode: "AmazonCloudWatch", usageTypes: ["DataProcessing-Bytes"] }],
    scope: "payer",
    source: cloudWatchPage,
  },
  {
    id: "cloudwatch-logs-scan",
    what: "5 GB of logs read by Logs Insights queries",
    quantity: "5",
    covers: [{ serviceCode: "AmazonCloudWatch", usageTypes: ["DataScanned-Bytes"] }],
    scope: "payer",
    source: cloudWatchPage,
  },
  {
    id: "cloudwatch-logs-storage",
    what: "5 GB of archived logs",
    quantity: "5",
    covers: [{ serviceCode: "AmazonCloudWatch", usageTypes: ["TimedStorage-ByteHrs"] }],
    scope: "payer",
    source: cloudWatchPage,
  },
  {
    id: "cloudwatch-metrics",
    what: "10 custom and detailed-monitoring metrics",
    quantity: "10",
    covers: [{ serviceCode: "AmazonCloudWatch", usageTypes: ["CW:MetricMonitorUsage"] }],
    scope: "payer",
    source: cloudWatchPage,
  },
  // In AWS's own price list these two are a zero tier of each Region's product, up to 18,600 unit-hours.
  {
    id: "dynamodb-reads",
    what: "25 provisioned read units for every hour of a month of 31 days",
    quantity: "18600",
    covers: [{ serviceCode: "AmazonDynamoDB", usageTypes: ["ReadCapacityUnit-Hrs"] }],
    scope: "region",
    source: dynamoDbPage,
  },
  {
    id: "dynamodb-writes",
    what: "25 provisioned write units for every hour of a month of 31 days",
    quantity: "18600",
    covers: [{ serviceCode: "AmazonDynamoDB", usageTypes: ["WriteCapacityUnit-Hrs"] }],
    scope: "region",
    source: dynamoDbPage,
  },
  {
    id: "internet-egress",
    what: "100 GB out to the internet, all services and Regions together",
    quantity: "100",
    covers: [{ serviceCode: "AWSDataTransfer", usageTypes: ["DataTransfer-Out-Bytes"] }],
    scope: "payer",
    source: "https://aws.amazon.com/ec2/pricing/on-demand/",
  },
  {
    id: "kms-requests",
    what: "20,000 requests to KMS, all Regions together",
    quantity: "20000",
    covers: [{ serviceCode: "awskms", usageTypes: ["KMS-Requests"] }],
    scope: "payer",
    source: "https://aws.amazon.com/kms/pricing/",
  },
  {
    id: "lambda-duration",
    what: "400,000 GB-seconds of Lambda, x86 and Arm together",
    quantity: "400000",
    covers: [{ serviceCode: "AWSLambda", usageTypes: ["Lambda-GB-Second", "Lambda-GB-Second-ARM"] }],
    scope: "payer",
    source: lambdaPage,
  },
  {
    id: "lambda-requests",
    what: "1,000,000 requests to Lambda, x86 and Arm together",
    quantity: "1000000",
    covers: [{ serviceCode: "AWSLambda", usageTypes: ["Request", "Request-ARM"] }],
    scope: "payer",
    source: lambdaPage,
  },
  {
    id: "sqs-requests",
    what: "1,000,000 requests to SQS, standard and FIFO together",
    quantity: "1000000",
    covers: [{ serviceCode: "AWSQueueService", usageTypes: ["Requests-RBP", "Requests-FIFO-RBP"] }],
    scope: "payer",
    source: "https://aws.amazon.com/sqs/pricing/",
  },
  {
    id: "step-functions-transitions",
    what: "4,000 state transitions of standard workflows",
    quantity: "4000",
    covers: [{ serviceCode: "AmazonStates", usageTypes: ["StateTransition"] }],
    scope: "payer",
    source: "https://aws.amazon.com/step-functions/pricing/",
  },
];

/** The allowance that covers a price; undefined for most. */
export function allowanceOf(price: Price): Allowance | undefined {
  return allowances.find(({ covers }) => covers.some((coverage) => isCovered(price, coverage)));
}

function isCovered({ serviceCode, baseUsageType }: Price, coverage: Coverage): boolean {
  return serviceCode === coverage.serviceCode && baseUsageType !== null && coverage.usageTypes.includes(baseUsageType);
}
