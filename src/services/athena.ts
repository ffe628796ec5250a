/**
 * Athena over the shop's access logs in S3: each query scans the logs of some days past, as far as format and partitions make it
 * read them.
 */
import * as z from "zod";
import { duration, rate, size } from "../quantities.ts";
import { HOUR_SECONDS, MEGABYTE, TERABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { plus, times } from "./hour-columns.ts";
import { service, type BlockContext } from "./service.ts";

/** "Rounded up to the nearest megabyte, with a 10 MB minimum per query" (Athena pricing). */
const LEAST_BYTES = 10 * MEGABYTE;

const logs = ["edge", "balancer"] as const;

const config = z.strictObject({
  queries: rate().default(20 / 86_400),
  /** Access logs that a query reads. */
  logs: z.array(z.enum(logs)).min(1).default(["edge"]),
  /** How far back a query reads. */
  window: duration({ min: HOUR_SECONDS, bounds: "of 1h or more" }).default(86_400),
  /** What one query scans, whatever the logs; when left out it follows from them. */
  scanned: size().optional(),
});
type Config = z.output<typeof config>;

export const athena = service<Config>({
  kind: "athena",
  title: "Athena",
  sources: ["https://aws.amazon.com/athena/pricing/"],
  config,
  meters: {
    scanned: {
      title: "Data scanned",
      price: { serviceCode: "AmazonAthena", usageType: "DataScannedInTB" },
      unit: "Terabytes",
      size: TERABYTE,
      rounding: "exact",
      infracost: null,
      filters: { usagetype: "DataScannedInTB" },
    },
  },
  limits: {},
  terraform: {
    aws_athena_workgroup: { config: () => ({}) },
    aws_athena_database: { free: "a name in the catalogue" },
    aws_athena_named_query: { free: "only runs are charged" },
  },
  assumptions: [
    assumed("accessLogBytes", "bytes of one line of an access log", [250, 450, 800], "bytes", PRACTICE),
    assumed(
      "athenaRead",
      "share of the logs' bytes that a query scans, after compression, partitions and columns",
      [0.02, 0.12, 1],
      "share",
      "text in gzip is about an eighth; columns in Parquet are less, plain text is all",
    ),
  ],
  block(settings, context) {
    const perHour = times(context.activeSeconds, settings.queries);
    if (settings.scanned !== undefined) {
      const bytes = billedBytes(settings.scanned);
      context.meter("scanned", times(perHour, bytes), { cause: "queries" });
      return;
    }
    const share = context.assume("athenaRead") * context.assume("accessLogBytes");
    const lines = trailing(linesPerHour(settings, context), settings.window / HOUR_SECONDS);
    context.meter(
      "scanned",
      lines.map((count, h) => perHour[h]! * billedBytes(count * share)),
      { cause: "queries over access logs", assumptions: ["athenaRead", "accessLogBytes"] },
    );
  },
});

/** What one query is billed that scans `bytes`: `billedBytes(1)` is 10 MB. */
export function billedBytes(bytes: number): number {
  return Math.max(LEAST_BYTES, Math.ceil(bytes / MEGABYTE - 1e-9) * MEGABYTE);
}

/** One line per request: those of viewers at the edge, those that go on at the balancer. */
function linesPerHour({ logs: read }: Config, context: BlockContext): Float64Array {
  const columns = context.classes.flatMap(({ index, origin }) => [
    ...(read.includes("edge")
      ? [context.requests(index, "viewer").hours, context.requests(index, "retried").hours]
      : []),
    ...(read.includes("balancer") && origin === "balancer" ? [context.requests(index, "attempts").hours] : []),
  ]);
  return plus(context.hours, columns);
}

/**
 * Per hour, the sum of the `hours` before its middle; before the period began every hour was as its mean.
 * `trailing(Float64Array.of(2, 4), 1)` is `2.5, 3`.
 */
export function trailing(column: Float64Array, hours: number): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / Math.max(1, column.length);
  const total = new Float64Array(column.length + 1);
  for (let h = 0; h < column.length; h += 1) total[h + 1] = total[h]! + column[h]!;
  // Sum up to a moment, in hours since the period's start.
  const upTo = (at: number): number => {
    if (at <= 0) return at * mean;
    const whole = Math.floor(at);
    return total[whole]! + (at > whole ? (at - whole) * column[whole]! : 0);
  };
  return column.map((_, h) => upTo(h + 0.5) - upTo(h + 0.5 - hours));
}
