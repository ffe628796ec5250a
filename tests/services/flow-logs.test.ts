import { expect, test } from "vitest";
import { flowLogs } from "../../src/services/flow-logs.ts";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 2 ** 30;
const page = requestClass({ name: "page" });
/** Answered by the edge or a bucket: nothing of it crosses the VPC. */
const image = requestClass({ name: "image", index: 1, origin: "bucket" });

function logs(config: unknown) {
  const component = alone(flowLogs, config, {
    classes: [page, image],
    assume: { logFilled: 0 },
  });
  component.driver("attempts.page", "traffic").hours[0] = 1e6;
  component.driver("attempts.image", "traffic").hours[0] = 9e6;
  return component.meters();
}

// 0.3 GB for a million requests; stored at 15 %, for half of the hour in which they come in.
const written = 0.3 * GB;
const stored = (written * 0.15 * 3600) / 2;

test("as text to S3: delivered as it was written, stored compressed", () => {
  const { to_s3: delivered, stored_s3: kept, ...others } = logs({});
  expect(delivered).toBeCloseTo(written, 3);
  expect(kept).toBeCloseTo(stored, 0);
  expect(others).toEqual({});
});

test("as Parquet: converted for a charge, and a fifth smaller", () => {
  const { to_s3: delivered, parquet, stored_s3: kept } = logs({ format: "parquet" });
  expect([delivered, parquet]).toEqual([written, written]);
  expect(kept).toBeCloseTo(stored * 0.8, 0);
});

test("to CloudWatch Logs: vended, and stored there", () => {
  expect(Object.keys(logs({ to: "cloudwatch" }))).toEqual(["to_cloudwatch", "stored_cloudwatch"]);
});

test("only S3 takes Parquet", () => {
  const { error } = flowLogs.config.safeParse({ to: "cloudwatch", format: "parquet" });
  expect(error?.issues).toMatchObject([{ path: ["format"], message: "must be text; only S3 takes parquet" }]);
});

test("a month of 100 requests a second leaves 78.84 GB; a conversion without a price is never taken for free", () => {
  const bill = (config: string, region = "us-east-1") => {
    const text = `
region: ${region}
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 100/s }, mix: { api: 100% } }
architecture: { network: { nat: none }, flows: { service: flow_logs, ${config} } }
`;
    const { bill: of } = estimateOf(scenarioOf(text));
    const lines = of.lineItems
      .filter(({ service }) => service === "flow_logs")
      .map(({ usageType, quantity, cost }) => [
        usageType,
        Number(quantity).toFixed(2),
        cost && Number(cost).toFixed(2),
      ]);
    return { complete: of.complete, lines };
  };
  // 262.8 million requests; 15 % of 78.84 GB stay for the 30 days of a retention that is full.
  expect(bill("to: s3")).toEqual({
    complete: true,
    lines: [
      ["USE1-S3-Egress-Bytes", "78.84", "19.71"],
      ["TimedStorage-ByteHrs", "11.66", "0.27"],
    ],
  });
  // $0.035 a GB is quoted for the United States; elsewhere nobody knows.
  const parquet = "to: s3, format: parquet";
  expect(bill(parquet).lines[1]).toEqual(["S3-Egress-InputBytes", "78.84", "2.76"]);
  const { complete, lines } = bill(parquet, "eu-west-1");
  expect([complete, lines[1]]).toEqual([false, ["S3-Egress-InputBytes", "78.84", null]]);
  expect(bill("to: cloudwatch").lines[0]).toEqual(["USE1-VendedLog-Bytes", "78.84", "39.42"]);
});
