/**
 * VPC Flow Logs: a record of every connection that crosses a network interface, delivered to S3 or to CloudWatch Logs as vended
 * logs, with tiers. Conversion to Parquet is charged beside the delivery, by the bytes that go in.
 * https://aws.amazon.com/cloudwatch/pricing/
 */
import * as z from "zod";
import { duration } from "../quantities.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { storedByteSeconds } from "./cloudwatch-logs.ts";
import { plus, times } from "./hour-columns.ts";
import { type Meter, service } from "./service.ts";

const config = z
  .strictObject({
    to: z.enum(["s3", "cloudwatch"]).default("s3"),
    format: z.enum(["text", "parquet"]).default("text"),
    retention: z.union([duration({ min: 86_400, bounds: "of 1d or more" }), z.literal("never")]).default(30 * 86_400),
  })
  .refine(({ to, format }) => to === "s3" || format === "text", {
    path: ["format"],
    error: "must be text; only S3 takes parquet",
  });
type Config = z.output<typeof config>;

const files = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html";
/** "Data in Parquet format with Gzip compression takes 20 percent less storage space than plain text with Gzip compression." */
const PARQUET_SIZE = 0.8;

function perGigabyte(title: string, usageType: string): Meter<Config> {
  return {
    title,
    price: { serviceCode: "AmazonCloudWatch", usageType },
    unit: "GB",
    size: GIGABYTE,
    rounding: "exact",
    infracost: null,
    filters: { usagetype: usageType },
  };
}

function stored(title: string, serviceCode: string, filters: Meter["filters"]): Meter<Config> {
  return {
    title,
    price: { serviceCode, usageType: "TimedStorage-ByteHrs" },
    unit: "GB-Mo",
    size: { perMonth: GIGABYTE },
    rounding: "exact",
    infracost: null,
    filters,
  };
}

export const flowLogs = service<Config>({
  kind: "flow_logs",
  title: "VPC Flow Logs",
  sources: [
    "https://aws.amazon.com/cloudwatch/pricing/",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html",
    files,
  ],
  config,
  assumptions: [
    // 1 / 5 / 30 GB a month at 16 million requests to the origin.
    assumed(
      "flowGB",
      "flow-log records per request at the origin, in GB per million",
      [0.06, 0.3, 1.9],
      ["GB/million", GIGABYTE / 1e6],
      PRACTICE,
    ),
  ],
  meters: {
    to_s3: perGigabyte("Flow logs delivered to S3", "S3-Egress-Bytes"),
    to_cloudwatch: perGigabyte("Flow logs delivered to CloudWatch Logs", "VendedLog-Bytes"),
    // In the catalogue for no Region: a listed gap, with a price quoted for some.
    parquet: perGigabyte("Conversion to Parquet", "S3-Egress-InputBytes"),
    stored_s3: stored("Flow logs stored in S3", "AmazonS3", {
      usagetype: "TimedStorage-ByteHrs",
      volumeType: "Standard",
    }),
    stored_cloudwatch: stored("Flow logs stored in CloudWatch Logs", "AmazonCloudWatch", {
      productFamily: "Storage Snapshot",
      usagetype: "TimedStorage-ByteHrs",
    }),
  },
  limits: {},
  terraform: {
    aws_flow_log: {
      config: ({ log_destination_type: to, destination_options: options }) => ({
        // Terraform's own default is CloudWatch Logs.
        to: to === "s3" ? "s3" : "cloudwatch",
        format: to === "s3" && fileFormat(options) === "parquet" ? "parquet" : "text",
      }),
    },
  },
  block({ to, format, retention }, context) {
    const { hours } = context;
    // What a bucket answers crosses no interface of the VPC.
    const attempts = context.classes
      .filter(({ origin }) => origin === "balancer")
      .map(({ index }) => context.requests(index, "attempts").hours);
    const written = times(plus(hours, attempts), context.assume("flowGB"));
    context.meter(to === "s3" ? "to_s3" : "to_cloudwatch", written, { assumptions: ["flowGB"] });
    const isParquet = format === "parquet";
    if (isParquet) context.meter("parquet", written, { assumptions: ["flowGB"] });
    const kept = times(written, context.assume("logCompression") * (isParquet ? PARQUET_SIZE : 1));
    const never = retention === "never";
    const seconds = retention === "never" ? Infinity : retention;
    const before = never ? context.assume("logKept") : seconds * context.assume("logFilled");
    context.meter(
      to === "s3" ? "stored_s3" : "stored_cloudwatch",
      storedByteSeconds(kept, seconds / HOUR_SECONDS, before / HOUR_SECONDS),
      { assumptions: ["flowGB", "logCompression", never ? "logKept" : "logFilled"] },
    );
  },
});

/** Terraform's block is a list of one: `[{ file_format: "parquet" }]`. */
function fileFormat(options: unknown): unknown {
  const first: unknown = Array.isArray(options) ? options[0] : options;
  return typeof first === "object" && first !== null && "file_format" in first ? first.file_format : null;
}
