/**
 * Rows as AWS's exports write them: usage types, operations and product codes of bills in four Regions. What each is worth
 * was compared with the price list, row by row.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { Estimate } from "../../src/estimate-schema.ts";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import { REGIONS } from "../../src/pricing/regions.ts";
import { estimateRawUsage } from "../../src/rating/estimate-raw-usage.ts";
import { parseRawUsage } from "../../src/rating/raw-usage.ts";
import { textReport } from "../../src/report/text.ts";
import { listPrice } from "./prices.ts";

const book = loadPriceBook({ needed: ["global", ...REGIONS].map((region) => ({ region, serviceCode: null })) });

function rated(text: string, file = "usage.csv"): Estimate {
  const format = text.startsWith("[") ? "json" : "csv";
  return estimateRawUsage(parseRawUsage({ file, text, format, value: "quantity" }), book, {
    month: "2026-11",
    ...listPrice,
  });
}

function shared(name: string): string {
  return readFileSync(new URL(`real-rows/${name}`, import.meta.url), "utf8");
}

/** `us-east-1 NatGateway-Hours × 720 = 32.4`, one line item a line. */
function lines({ bill }: Estimate): string {
  return bill.lineItems
    .map(({ region, usageType, quantity, cost }) => `${region} ${usageType} × ${quantity} = ${cost ?? "no price"}\n`)
    .join("");
}

test("a Cost and Usage Report: every service, with what it cannot price", async () => {
  const text = textReport(rated(shared("cost-and-usage-report.csv"), "report.csv"), { tiers: true, columns: 140 });
  const undated = text.replace(/list prices of .* to [\d-]+/, "list prices of A to B");
  await expect(undated).toMatchFileSnapshot("../golden/reports/real-rows.txt");
});

test("a table of Cost Explorer's: no Region but the prefix's, services by their names", () => {
  const estimate = rated(shared("cost-explorer.csv"));
  expect(lines(estimate)).toBe(`us-east-1 NatGateway-Hours × 720 = 32.4
us-east-1 NatGateway-Bytes × 10240 = 460.8
eu-west-3 EUW3-NatGateway-Bytes × 100 = 5
eu-west-1 EU-EBS:VolumeUsage.gp3 × 100 = 8.8
us-east-1 USE1-EU-AWS-Out-Bytes × 50 = 1
us-east-1 DataTransfer-Regional-Bytes × 100 = 1
ap-northeast-1 APN1-DataTransfer-Out-Bytes × 50 = 5.7
us-east-1 BoxUsage:t3.micro × 720 = 7.488
ap-northeast-1 APN1-BoxUsage:m6g.large × 10 = 0.99
us-east-1 HeavyUsage:c5.large × 720 = no price
us-east-1 USE1-PublicIPv4:InUseAddress × 1440 = 7.2
eu-west-3 EUW3-VpcEndpoint-Hours × 720 = 7.92
us-east-1 TimedStorage-ByteHrs × 1000 = 23
us-west-2 USW2-Requests-Tier1 × 1000000 = 5
eu-west-3 EUW3-TimedStorage-ByteHrs × 125 = 29.715
us-east-1 TimedStorage-ByteHrs × 20 = 2
us-east-1 USE1-TimedStorage-ByteHrs × 100 = 3
ap-northeast-1 APN1-DataProcessing-Bytes × 10 = 7.6
us-east-1 Lambda-GB-Second-ARM × 1000000 = 13.3334
ap-northeast-1 APN1-Request × 1000000 = 0.2
global EU-DataTransfer-Out-Bytes × 1000 = 85
global JP-Requests-Tier2-HTTPS × 1000000 = 1.2
global HostedZone × 2 = 1
us-east-1 us-east-1-KMS-Requests × 100000 = 0.3
eu-west-3 eu-west-3-KMS-Keys × 2 = 2
eu-west-3 EUW3-CachedData:Valkey × 730 = 71.54
eu-west-1 EU-StateTransition × 100000 = 2.5
us-east-1 Requests-RBP × 1000000 = 0.4
ap-northeast-1 APN1-AWSSecretsManager-Secrets × 1 = 0.4
us-east-1 USE1-WebACLV2 × 1 = 5
`);
  expect(estimate.bill.unpriced.map(({ reason }) => reason)).toEqual([
    "no price for AmazonEC2 HeavyUsage:c5.large in us-east-1; the nearest usage type there is SpotUsage:c5.large (usage.csv:11)",
  ]);
  expect(estimate.warnings).toEqual([
    "8 rows name no Region and no prefix: taken as us-east-1, where AWS leaves the prefix out.",
  ]);
});

test("rows with several prices name the column to add, each name once", () => {
  expect(() => rated(shared("ambiguous.csv"))).toThrow(
    new UserError("PRICE_AMBIGUOUS", [
      {
        place: { file: "usage.csv", line: 2, column: 1 },
        path: null,
        what: "TimedStorage-ByteHrs in us-east-1 has 4 different prices",
        hint: "add the column serviceCode: AmazonCloudWatch ($0.03 per GB-Mo), AmazonDynamoDB ($0 per GB-Mo), AmazonECR ($0.1 per GB-Mo), AmazonS3 ($0.023 per GB-Mo)",
      },
      {
        place: { file: "usage.csv", line: 4, column: 1 },
        path: null,
        what: "LCUUsage in eu-west-1 has 3 different prices",
        hint: "add the column operation: LoadBalancing:Application ($0.008 per LCU-Hrs), LoadBalancing:Gateway ($0.004 per LCU-Hrs), LoadBalancing:Network ($0.006 per LCU-Hrs)",
      },
      {
        place: { file: "usage.csv", line: 5, column: 1 },
        path: null,
        what: "EUW3-InstanceUsage:db.r6g.large in eu-west-3 has 3 different prices",
        hint: "add the column databaseEngine: Aurora MySQL ($0.299 per Hrs), Aurora PostgreSQL ($0.299 per Hrs), PostgreSQL ($0.264 per Hrs)",
      },
      {
        place: { file: "usage.csv", line: 6, column: 1 },
        path: null,
        what: "NodeUsage:cache.r7g.large in ap-northeast-1 has 2 different prices",
        hint: "add the column operation: CreateCacheCluster:0002 ($0.263 per Hrs), CreateCacheCluster:Valkey ($0.2104 per Hrs)",
      },
    ]),
  );
});

const row = { region: "eu-west-1", type: "EU-TimedStorage-ByteHrs", amount: "100" };

test.each([
  ["region,usageType,quantity,serviceCode", "AmazonS3"],
  ["Region,UsageType,UsageAmount,Service", "Amazon Simple Storage Service"],
  ["Region,usage_type,Quantity,productFamily", "Storage"],
  ["product/regionCode,lineItem/UsageType,lineItem/UsageAmount,lineItem/ProductCode", "AmazonS3"],
  ["product_region,line_item_usage_type,line_item_usage_amount,line_item_product_code", "AmazonS3"],
  ["product_region_code,line_item_usage_type,Usage Quantity,product_servicecode", "AmazonS3"],
])("the columns %s mean the same", (header, service) => {
  const cells = [row.region, row.type, row.amount, service];
  const asJson = Object.fromEntries(header.split(",").map((name, index) => [name, cells[index]]));
  for (const text of [`${header}\n${cells.join(",")}\n`, JSON.stringify([asJson])]) {
    expect(lines(rated(text))).toBe("eu-west-1 EU-TimedStorage-ByteHrs × 100 = 2.3\n");
  }
});

test("other columns are passed over in a report of AWS's, and refused where somebody wrote them", () => {
  const report = "line_item_usage_type,line_item_usage_amount,product_region,resource_tags\n";
  expect(lines(rated(`${report}NatGateway-Hours,1,us-east-1,x\n`))).toBe("us-east-1 NatGateway-Hours × 1 = 0.045\n");
  expect(() => rated("usageType,quantity,region,colour\nNatGateway-Hours,1,us-east-1,x\n")).toThrow(
    "colour is not a known column",
  );
});

test.each([
  ["TimedStorage-ByteHrs", "HourlyStorageMetering", "AmazonCloudWatch 3"],
  ["LCUUsage", "LoadBalancing:Network", "AWSELB 0.6"],
  ["InstanceUsage:db.r6g.large", "CreateDBInstance:0014", "AmazonRDS 22.5"],
  ["InstanceUsage:db.r6g.large", "CreateDBInstance:0016", "AmazonRDS 26"],
  ["NodeUsage:cache.m6g.large", "CreateCacheCluster:Valkey", "AmazonElastiCache 11.92"],
  ["NodeUsage:cache.m6g.large", "CreateCacheCluster:0002", "AmazonElastiCache 14.9"],
])("%s of the operation %s is one price", (usageType, operation, expected) => {
  const { bill } = rated(`usageType,operation,quantity\n${usageType},${operation},100\n`);
  expect(bill.lineItems.map(({ serviceCode, cost }) => `${serviceCode} ${cost}`)).toEqual([expected]);
});
