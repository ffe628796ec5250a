/**
 * CloudWatch Logs: what applications, functions and the firewall write, and what is kept of it. Logs that AWS services write
 * themselves (functions, WAF) are "vended": another usage type, with tiers.
 */
import * as z from "zod";
import type { PriceSelector } from "../pricing/price.ts";
import { duration } from "../quantities.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { AVERAGE_MONTH_HOURS, GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { sendsThroughVpc } from "./compute-kinds.ts";
import { plus, times } from "./hour-columns.ts";
import { service, type BlockContext, type Meter } from "./service.ts";
import { planOfShop } from "./cloudfront-plans.ts";
import { inspectedRequests, wafScope } from "./waf.ts";

const config = z.strictObject({
  class: z.enum(["standard", "infrequent_access"]).default("standard"),
  retention: z.union([duration({ min: 86_400, bounds: "of 1d or more" }), z.literal("never")]).default(30 * 86_400),
  /** Components whose logs come here. Left out: all of them, in the first component of this kind. */
  senders: z.array(z.string()).optional(),
});
type Config = z.output<typeof config>;

const prices = {
  ingested: { serviceCode: "AmazonCloudWatch", usageType: "DataProcessing-Bytes" },
  infrequent: { serviceCode: "AmazonCloudWatch", usageType: "DataProcessingIA-Bytes" },
  vended: { serviceCode: "AmazonCloudWatch", usageType: "VendedLog-Bytes" },
  stored: { serviceCode: "AmazonCloudWatch", usageType: "TimedStorage-ByteHrs" },
} as const satisfies Record<string, PriceSelector>;

function ingestion(title: string, price: PriceSelector, filters: Meter["filters"]): Meter {
  const infracost = { name: "Data ingested", unit: "GB" };
  return { title, price, unit: "GB", size: GIGABYTE, rounding: "exact", infracost, filters };
}

export const cloudwatchLogs = service<Config>({
  kind: "cloudwatch_logs",
  title: "CloudWatch Logs",
  sources: [
    "https://aws.amazon.com/cloudwatch/pricing/",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html",
  ],
  config,
  meters: {
    ingested: ingestion("Log data ingested", prices.ingested, {
      productFamily: "Data Payload",
      usagetype: "DataProcessing-Bytes",
    }),
    infrequent: ingestion("Log data ingested, infrequent access", prices.infrequent, {
      productFamily: "Data Payload",
      usagetype: "DataProcessingIA-Bytes",
    }),
    vended: ingestion("Vended log data ingested", prices.vended, {
      productFamily: "Data Payload",
      usagetype: "VendedLog-Bytes",
    }),
    stored: {
      title: "Log data stored",
      price: prices.stored,
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Archival Storage", unit: "GB" },
      filters: { productFamily: "Storage Snapshot", usagetype: "TimedStorage-ByteHrs" },
    },
  },
  limits: {},
  terraform: {
    aws_cloudwatch_log_group: {
      config: ({ retention_in_days: days, log_group_class: logClass }) => ({
        // Terraform's 0 and its absence both mean that logs never expire.
        retention: typeof days === "number" && days > 0 ? `${days}d` : "never",
        class: logClass === "INFREQUENT_ACCESS" ? "infrequent_access" : "standard",
      }),
    },
    aws_cloudwatch_log_stream: { free: "part of the log group" },
    aws_cloudwatch_log_metric_filter: { free: "the metrics it makes are charged" },
    aws_cloudwatch_log_resource_policy: { free: "policies cost nothing" },
  },
  assumptions: [
    assumed("wafLog", "share of the requests that WAF inspects that it logs", [0, 0.03, 0.3], "share", PRACTICE),
    assumed("wafLogKB", "bytes of one WAF log record", [1, 1.5, 3], ["KB", 1000], PRACTICE),
    assumed(
      "lamLogKB",
      "log per function invocation, Lambda's own START, END and REPORT lines included",
      [0.4, 1, 5],
      ["KB", 1000],
      PRACTICE,
    ),
    assumed(
      "logCompression",
      "stored size of logs against ingested size",
      [0.1, 0.15, 0.3],
      "share",
      "https://aws.amazon.com/cloudwatch/pricing/ (worked examples)",
      "B",
    ),
    assumed(
      "logFilled",
      "share of the retention that is already filled when the period begins",
      [0, 1, 1],
      "share",
      "a shop that has run for longer than its retention",
    ),
    assumed(
      "logKept",
      "time over which logs that never expire have piled up",
      [3, 12, 36],
      ["months", AVERAGE_MONTH_HOURS * HOUR_SECONDS],
      PRACTICE,
    ),
  ],
  flows(config, context) {
    return context.classes.flatMap((requests) => {
      const { index, compute, logBytes } = requests;
      if (compute === null || logBytes === 0 || !logsHere(config, context, compute)) return [];
      if (!sendsThroughVpc(context, compute)) return [];
      return {
        from: compute,
        destination: { kind: "aws", service: "logs", region: context.region } as const,
        driver: context.requests(index, "attempts"),
        bytesUp: logBytes,
        // Agents batch thousands of lines in a call and keep their connection.
        bytesDown: 0,
        connections: 0,
        connectionSeconds: 0,
        cause: "application logs",
        assumptions: assumedFor(requests, "logBytes"),
      };
    });
  },
  block(config, context) {
    const { hours } = context;
    const application = plus(
      hours,
      context.classes
        .filter(({ compute }) => compute !== null && logsHere(config, context, compute))
        .map(({ index, logBytes }) => times(context.requests(index, "attempts").hours, logBytes)),
    );
    const functions = functionLogs(config, context);
    const firewall = firewallLogs(config, context);

    const standard = config.class === "standard";
    context.meter(standard ? "ingested" : "infrequent", application, {
      cause: "application logs",
      assumptions: ["logKB"],
    });
    const vended = standard ? "vended" : "infrequent";
    context.meter(vended, functions, { cause: "function logs", assumptions: ["lamLogKB"] });
    // A flat-rate plan of CloudFront takes in its web ACL's logs; what is stored is charged.
    if (planOfShop(context)?.logIngestion !== true) {
      context.meter(vended, firewall, { cause: "WAF logs", assumptions: ["wafLog", "wafLogKB"] });
    }

    const kept = [application, functions, firewall];
    const compressed = times(plus(hours, kept), context.assume("logCompression"));
    const never = config.retention === "never";
    const seconds = config.retention === "never" ? Infinity : config.retention;
    const before = never ? context.assume("logKept") : seconds * context.assume("logFilled");
    context.meter("stored", storedByteSeconds(compressed, seconds / HOUR_SECONDS, before / HOUR_SECONDS), {
      assumptions: ["logCompression", never ? "logKept" : "logFilled"],
    });
  },
});

function logsHere({ senders }: Config, context: Pick<BlockContext, "id" | "first">, sender: string): boolean {
  return senders === undefined ? context.first("cloudwatch_logs") === context.id : senders.includes(sender);
}

function functionLogs(config: Config, context: BlockContext): Float64Array {
  const invocations = context
    .all("lambda")
    .filter((id) => logsHere(config, context, id))
    .map((id) => context.driver("invocations", id).hours);
  return times(plus(context.hours, invocations), context.assume("lamLogKB"));
}

function firewallLogs(config: Config, context: BlockContext): Float64Array {
  const inspected = context
    .all("waf")
    .filter((id) => logsHere(config, context, id))
    .map((id) => inspectedRequests(wafScope(context.configOf(id)), context));
  return times(plus(context.hours, inspected), context.assume("wafLog") * context.assume("wafLogKB"));
}

/**
 * Byte-seconds stored in each hour: what came in during the last `retentionHours`, and before the period began the same per hour
 * as its mean, for `beforeHours`. `storedByteSeconds(Float64Array.of(2, 2), Infinity, 0)` is `3600, 10800`: what
 * comes or goes in an hour lies there for half of it.
 */
export function storedByteSeconds(ingested: Float64Array, retentionHours: number, beforeHours: number): Float64Array {
  const hours = ingested.length;
  const mean = ingested.reduce((sum, bytes) => sum + bytes, 0) / hours;
  const stored = new Float64Array(hours);
  let recent = 0;
  for (let h = 0; h < hours; h += 1) {
    const expired = h - Math.ceil(retentionHours);
    const leaving = expired >= 0 ? ingested[expired]! : 0;
    recent += ingested[h]! - leaving;
    // Of the hours before the period, those younger than the retention at the middle of this hour.
    const left = Math.min(beforeHours, retentionHours - h - 0.5);
    stored[h] = (recent + (leaving - ingested[h]!) / 2 + (left > 0 ? left * mean : 0)) * HOUR_SECONDS;
  }
  return stored;
}
