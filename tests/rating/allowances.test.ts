import { expect, test } from "vitest";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import { REGIONS } from "../../src/pricing/regions.ts";
import { allowanceOf, allowances } from "../../src/rating/allowances.ts";

const { prices } = loadPriceBook({ needed: ["global", ...REGIONS].map((region) => ({ region, serviceCode: null })) });

test("names each allowance once, in alphabetical order", () => {
  const ids = allowances.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test.each(allowances.map(({ id }) => id))("covers prices of the list: %s", (id) => {
  expect(prices.filter((price) => allowanceOf(price)?.id === id)).not.toEqual([]);
});

test("covers these products of us-east-1 and of the United States' edge, and no others", () => {
  const covered = prices
    .filter(
      ({ region, usageType }) =>
        region === "us-east-1" || (region === "global" && !/^(?!US-)[A-Z]{2}-/.test(usageType ?? "")),
    )
    .flatMap((price) => {
      const allowance = allowanceOf(price);
      return allowance === undefined ? [] : [`${allowance.id}: ${price.usageType ?? price.product} per ${price.unit}`];
    });
  expect(covered.sort()).toEqual([
    "cloudfront-egress: US-DataTransfer-Out-Bytes per GB",
    "cloudfront-functions: Executions-CloudFrontFunctions per Invocations",
    "cloudfront-requests: US-Requests-HTTP-Proxy per Requests",
    "cloudfront-requests: US-Requests-HTTPS-Proxy per Requests",
    "cloudfront-requests: US-Requests-Tier1 per Requests",
    "cloudfront-requests: US-Requests-Tier2-HTTPS per Requests",
    "cloudwatch-alarms: CW:AlarmMonitorUsage per Alarms",
    "cloudwatch-logs-ingestion: USE1-DataProcessing-Bytes per GB",
    "cloudwatch-logs-scan: USE1-DataScanned-Bytes per GB",
    "cloudwatch-logs-storage: USE1-TimedStorage-ByteHrs per GB-Mo",
    "cloudwatch-metrics: CW:MetricMonitorUsage per Metrics",
    "dynamodb-reads: ReadCapacityUnit-Hrs per ReadCapacityUnit-Hrs",
    "dynamodb-writes: WriteCapacityUnit-Hrs per WriteCapacityUnit-Hrs",
    "internet-egress: DataTransfer-Out-Bytes per GB",
    "kms-requests: us-east-1-KMS-Requests per Requests",
    "lambda-duration: Lambda-GB-Second per Lambda-GB-Second",
    "lambda-duration: Lambda-GB-Second-ARM per Lambda-GB-Second",
    "lambda-requests: Request per Request",
    "lambda-requests: Request-ARM per Request",
    "sqs-requests: Requests-FIFO-RBP per Requests",
    "sqs-requests: Requests-RBP per Requests",
    "step-functions-transitions: USE1-StateTransition per StateTransitions",
  ]);
});
