/**
 * Lambda@Edge: functions that CloudFront runs for requests of viewers, or for those that go on to the origin, and for their
 * answers. Listed in us-east-1, where such a function must stand, wherever it runs.
 */
import * as z from "zod";
import type { PriceSelector } from "../pricing/price.ts";
import { duration, share, size } from "../quantities.ts";
import { GIGABYTE, MEGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { plus, times } from "./hour-columns.ts";
import { service, type BlockContext } from "./service.ts";

const triggers = ["viewer_request", "viewer_response", "origin_request", "origin_response"] as const;

const pricing = "https://aws.amazon.com/lambda/pricing/";
const quotas = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html";

const config = z
  .strictObject({
    /** Events that run the function. */
    on: z.array(z.enum(triggers)).min(1).default(["viewer_request"]),
    /** Share of the requests whose cache behaviour has the function. */
    share: share().default(1),
    memory: size({ min: 128 * MEGABYTE, max: 10_240 * MEGABYTE, bounds: "from 128MB to 10240MB" }).default(
      128 * MEGABYTE,
    ),
    /** Time of one run; an assumption when left out. */
    duration: duration({ min: 0.001, max: 30, bounds: "from 1ms to 30s" }).optional(),
  })
  .refine(({ on, memory }) => memory <= 128 * MEGABYTE || on.every((trigger) => trigger.startsWith("origin_")), {
    path: ["memory"],
    error: "must be 128MB for viewer_request and viewer_response",
  });
type Config = z.output<typeof config>;

const price = (usageType: string): PriceSelector => ({ serviceCode: "AWSLambda", usageType, listedIn: "us-east-1" });

export const lambdaEdge = service<Config>({
  kind: "lambda_edge",
  title: "Lambda@Edge",
  sources: [pricing, quotas],
  config,
  meters: {
    requests: {
      title: "Requests",
      price: price("Lambda-Edge-Request"),
      unit: "Request",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests", unit: "1M requests" },
      filters: { usagetype: "Lambda-Edge-Request" },
    },
    duration: {
      title: "Duration",
      price: price("Lambda-Edge-GB-Second"),
      unit: "GB-Second",
      size: 1,
      rounding: "exact",
      infracost: { name: "Duration", unit: "GB-seconds" },
      filters: { usagetype: "Lambda-Edge-GB-Second" },
    },
  },
  limits: {},
  terraform: {},
  assumptions: [assumed("edgeMs", "time of one run of a function at the edge", [2, 10, 50], ["ms", 0.001], PRACTICE)],
  block(settings, context) {
    const seconds = settings.duration ?? context.assume("edgeMs");
    // Rounded up to the millisecond; the subtraction forgives what doubles add.
    const gbSeconds = (Math.ceil(seconds * 1000 - 1e-9) / 1000) * (settings.memory / GIGABYTE);
    const assumptions = settings.duration === undefined ? ["edgeMs"] : [];
    for (const trigger of settings.on) {
      const runs = times(runsOf(trigger, context), settings.share);
      const cause = trigger.replace("_", " ");
      context.meter("requests", runs, { cause });
      context.meter("duration", times(runs, gbSeconds), { cause, assumptions });
    }
  },
});

/** Runs per hour: a retry asks the edge again; what the edge holds does not run origin triggers. */
function runsOf(trigger: (typeof triggers)[number], context: BlockContext): Float64Array {
  const names = trigger.startsWith("viewer_") ? (["viewer", "retried"] as const) : (["attempts"] as const);
  return plus(
    context.hours,
    context.classes.flatMap(({ index }) => names.map((name) => context.requests(index, name).hours)),
  );
}
