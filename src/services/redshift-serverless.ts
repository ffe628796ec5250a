/** Redshift Serverless: processing units while queries run, at least a minute each time, and the data that it manages. */
import * as z from "zod";
import { amount, count, duration, size } from "../quantities.ts";
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { times } from "./hour-columns.ts";
import { managedStorage } from "./redshift.ts";
import { service } from "./service.ts";

const billing = "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-billing.html";

const config = z.strictObject({
  /** Base capacity in RPU. */
  base: count(8).max(1024).multipleOf(8, "must be a multiple of 8 RPU").default(128),
  /** Times a day that something is asked of it, evenly over the day, and how long the answer takes; assumptions when left out. */
  queries_per_day: amount().optional(),
  query: duration().optional(),
  /** Data held; an assumption when left out. */
  storage: size().optional(),
});

export const redshiftServerless = service<z.output<typeof config>>({
  kind: "redshift_serverless",
  title: "Redshift Serverless",
  sources: [billing, "https://aws.amazon.com/redshift/pricing/"],
  config,
  meters: {
    rpu: {
      title: "Processing units",
      price: { serviceCode: "AmazonRedshift", usageType: "Redshift:ServerlessUsage" },
      unit: "RPU-Hr",
      size: HOUR_SECONDS,
      rounding: "second_min_60",
      infracost: null,
      filters: { usagetype: "Redshift:ServerlessUsage" },
    },
    storage: managedStorage,
  },
  limits: {},
  terraform: {
    aws_redshiftserverless_workgroup: {
      config: ({ base_capacity: base }) => (typeof base === "number" ? { base } : {}),
    },
    aws_redshiftserverless_namespace: { free: "its data are the workgroup's" },
  },
  assumptions: [
    assumed("rsQueries", "times a day that Redshift Serverless is asked something", [10, 50, 500], "queries", PRACTICE),
    assumed("rsQuery", "time that Redshift Serverless takes to answer", [10, 30, 120], "s", PRACTICE),
  ],
  block({ base, queries_per_day: queries, query, storage }, context) {
    const perDay = queries ?? context.assume("rsQueries");
    const seconds = query ?? context.assume("rsQuery");
    // A workgroup that is asked again while it is at work goes on working: no second is billed twice.
    const working = Math.min(DAY_SECONDS, perDay * Math.max(MINUTE_SECONDS, seconds)) / DAY_SECONDS;
    context.meter("rpu", times(context.activeSeconds, base * working), {
      assumptions: [...(queries === undefined ? ["rsQueries"] : []), ...(query === undefined ? ["rsQuery"] : [])],
    });
    const note = storage === undefined ? { assumptions: ["rsGB"] } : {};
    context.meter("storage", times(context.activeSeconds, storage ?? context.assume("rsGB")), note);
  },
});
