/**
 * AWS Lambda: behind a balancer or an API where classes of requests name it, else a worker that takes what served requests put into
 * a queue (or what comes as events) and works it off. Nothing a viewer waits for; what shows is the age of the oldest message.
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import type { PriceSelector } from "../pricing/price.ts";
import { count, duration, rate, share, size } from "../quantities.ts";
import { AVERAGE_MONTH_HOURS, GIGABYTE, HOUR_SECONDS, KILOBYTE, MEGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { lambdaCell, type LambdaWork } from "./lambda-cell.ts";
import { concurrency } from "./lambda-concurrency.ts";
import type { EnvironmentsOf } from "./lambda-environments.ts";
import { initAssumptions, initOf, initSeconds } from "./lambda-init.ts";
import { queueOf } from "./sqs-settings.ts";
import { billed, lambdaRequestsCell, type LambdaRequests } from "./lambda-requests-cell.ts";
import { service, type CellContext, type Meter } from "./service.ts";

const config = z.strictObject({
  memory: size({ min: 128 * MEGABYTE, max: 10_240 * MEGABYTE, bounds: "from 128MB to 10240MB" }).default(
    512 * MEGABYTE,
  ),
  arch: z.enum(["arm64", "x86_64"]).default("arm64"),
  /**
   * Time to work on one message; a batch takes as many of them. An assumption when left out. Where it serves requests, the time of
   * one, which follows from its class when left out.
   */
  duration: duration({ min: 0.001, max: 900, bounds: "from 1ms to 15m" }).optional(),
  /** The queue it reads; left out, events come to it directly. */
  queue: z.string().optional(),
  batch_size: count(1).max(10_000).default(10),
  /** Events beside the shop's own messages: image resizing, schedules. An assumption when left out, none where it serves requests. */
  background: rate().optional(),
  reserved: count().optional(),
  /** The event source's own maximum. */
  max_concurrency: count(2).optional(),
  provisioned: count().default(0),
  /** The deployment package as uploaded. */
  package: size({ min: KILOBYTE, max: 10_240 * MEGABYTE, bounds: "from 1KB to 10GB" }).default(5 * MEGABYTE),
  /** Share of messages that it fails on; each attempt fails by itself. */
  errors: share().default(0),
  /** It says which messages of a batch failed; without, all of the batch come back. */
  partial_batches: z.boolean().default(false),
  in_vpc: z.boolean().default(true),
  /** What one message reads from S3 and writes to it. */
  s3: z.strictObject({ down: size().default(0), up: size().default(0) }).optional(),
});
type LambdaConfig = z.output<typeof config>;

/** x86 and ARM are products of their own, with tiers of their own. */
function price(usageType: string) {
  return ({ arch }: LambdaConfig): PriceSelector => ({
    serviceCode: "AWSLambda",
    usageType: suffixed(usageType, arch),
  });
}

function suffixed(name: string, arch: LambdaConfig["arch"]): string {
  return arch === "arm64" ? `${name}-ARM` : name;
}

function gbSeconds(
  title: string,
  usageType: string,
  group: string,
  infracost: Meter["infracost"],
): Meter<LambdaConfig> {
  return {
    title,
    price: price(usageType),
    unit: "Lambda-GB-Second",
    size: 1,
    rounding: "exact",
    infracost,
    filters: ({ arch }) => ({ group: suffixed(group, arch), usagetype: suffixed(usageType, arch) }),
  };
}

/** Events that failed are tried twice more, a minute later and two after that, and kept for six hours (invocation-async-error-handling.html). */
const EVENT_DELAYS_SECONDS = [60, 120];
const EVENT_KEPT_SECONDS = 6 * HOUR_SECONDS;

function workOf(settings: LambdaConfig, context: CellContext): LambdaWork {
  const memoryGb = settings.memory / GIGABYTE;
  const source = settings.queue ?? context.id;
  const seconds = settings.duration ?? Math.max(0.001, context.assume("lamGBs") / memoryGb);
  return {
    perRequest: Float64Array.from(context.classes, ({ queue, messages }) => (queue === source ? messages : 0)),
    background: settings.background ?? context.assume("lamReq"),
    seconds,
    billedSeconds: billed(seconds),
    ...environmentsOf(settings, context),
    concurrency: concurrency(settings, context),
    errors: settings.errors,
    wholeBatch: settings.queue !== undefined && !settings.partial_batches,
    ...(settings.queue === undefined ? ofEvents : ofQueue(settings, settings.queue, context)),
  };
}

type Source = Pick<LambdaWork, "queue" | "redelivery" | "keptMessageSeconds">;

const ofEvents: Source = {
  queue: null,
  redelivery: {
    attempts: EVENT_DELAYS_SECONDS.length + 1,
    delaySeconds: (n) => EVENT_DELAYS_SECONDS[n - 1]!,
  },
  keptMessageSeconds: EVENT_KEPT_SECONDS,
};

function ofQueue(settings: LambdaConfig, queue: string, context: CellContext): Source {
  const {
    visibility,
    max_receives: attempts = Infinity,
    retention,
  } = queueOf(context.all("sqs").includes(queue) ? context.configOf(queue) : undefined);
  return {
    queue: {
      batchSize: settings.batch_size,
      pollersAtRest: context.assume("sqsPollers"),
      pollSeconds: context.assume("sqsPoll"),
    },
    redelivery: { attempts, delaySeconds: () => visibility },
    keptMessageSeconds: retention,
  };
}

function environmentsOf(settings: LambdaConfig, context: CellContext): EnvironmentsOf {
  return {
    initSeconds: initSeconds(settings.package, initOf(context)),
    keptSeconds: context.assume("lamKept"),
    memoryGb: settings.memory / GIGABYTE,
    provisioned: settings.provisioned,
  };
}

/** Whether classes of requests come to it: one that reads a queue is a worker, whoever names it. */
function servesRequests({ queue }: LambdaConfig, { id, classes }: Pick<CellContext, "id" | "classes">): boolean {
  return queue === undefined && classes.some(({ compute, origin }) => compute === id && origin === "balancer");
}

function requestsOf(settings: LambdaConfig, context: CellContext): LambdaRequests {
  return {
    ...environmentsOf(settings, context),
    memoryBytes: settings.memory,
    seconds: settings.duration ?? null,
    concurrency: concurrency(settings, context),
    limitedBy: settings.reserved === undefined && settings.max_concurrency === undefined ? "quota" : "requests",
    background: settings.background ?? 0,
    backgroundSeconds:
      settings.background === undefined
        ? 0
        : (settings.duration ?? (context.assume("lamGBs") * GIGABYTE) / settings.memory),
  };
}

export const lambda = service<LambdaConfig>({
  kind: "lambda",
  title: "Lambda function",
  sources: [
    "https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
    "https://aws.amazon.com/lambda/pricing/",
  ],
  config,
  meters: {
    requests: {
      title: "Requests",
      price: price("Request"),
      unit: "Request",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests", unit: "1M requests" },
      filters: ({ arch }) => ({ group: suffixed("AWS-Lambda-Requests", arch), usagetype: suffixed("Request", arch) }),
    },
    duration: gbSeconds("Duration", "Lambda-GB-Second", "AWS-Lambda-Duration", {
      name: "Duration (first 6B)",
      unit: "GB-seconds",
    }),
    provisioned: gbSeconds(
      "Provisioned concurrency",
      "Lambda-Provisioned-Concurrency",
      "AWS-Lambda-Provisioned-Concurrency",
      { name: "Provisioned Concurrency", unit: "GB-seconds" },
    ),
    provisioned_duration: gbSeconds(
      "Duration on provisioned concurrency",
      "Lambda-Provisioned-GB-Second",
      "AWS-Lambda-Duration-Provisioned",
      { name: "Duration", unit: "GB-seconds" },
    ),
  },
  limits: {
    concurrency: {
      title: "Lambda concurrency",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
      seen: "nothing at once: confirmations and order processing come later",
    },
    retention: {
      title: "time that a message is kept",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
      seen: "nothing: what the message asked for never happens",
    },
    requests: {
      title: "requests that may run at once",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
      seen: "HTTP 429 from Lambda: the request fails",
    },
    quota: {
      title: "the account's quota of Lambda concurrency",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
      seen: "HTTP 429 from Lambda: the request fails",
    },
    growth: {
      title: "rate at which environments start",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html",
      seen: "HTTP 429 from Lambda: the request fails",
    },
  },
  prepares: ["provisioned_concurrency"],
  terraform: {
    aws_lambda_function: {
      config: (values) => {
        const {
          memory_size: memory,
          architectures,
          reserved_concurrent_executions: reserved,
          vpc_config: vpc,
        } = values;
        return {
          memory: `${typeof memory === "number" ? memory : 128}MB`,
          arch: Array.isArray(architectures) && architectures[0] === "arm64" ? "arm64" : "x86_64",
          in_vpc: Array.isArray(vpc) && vpc.length > 0,
          // -1 says that nothing is reserved.
          ...(typeof reserved === "number" && reserved >= 0 ? { reserved } : {}),
        };
      },
    },
    aws_lambda_event_source_mapping: { free: "the requests it makes are the queue's" },
    aws_lambda_permission: { free: "policies cost nothing" },
    aws_lambda_alias: { free: "a name for a version" },
    aws_lambda_layer_version: { free: "storage up to the account's quota" },
  },
  assumptions: [
    // 50,000 / 150,000 / 600,000 GB-s a month for 500,000 invocations.
    assumed("lamGBs", "Lambda GB-seconds per message", [0.1, 0.3, 1.2], "GB-s", PRACTICE),
    assumed(
      "lamReq",
      "events beside the shop's own messages per function (image resizing, schedules)",
      [200_000, 500_000, 2_000_000],
      ["1/month", 1 / (AVERAGE_MONTH_HOURS * HOUR_SECONDS)],
      PRACTICE,
    ),
    ...initAssumptions,
    assumed(
      "lamKept",
      "time that Lambda keeps an unused environment",
      [15, 7, 5],
      ["min", 60],
      "practitioners' observations; AWS publishes no number",
    ),
    assumed(
      "sqsPollers",
      "pollers that an SQS event source keeps when nothing happens: five, which Lambda may reduce to two",
      [2, 5, 5],
      "pollers",
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
      "A",
    ),
    assumed(
      "sqsPoll",
      "time that an SQS poller needs beside the function: to receive a batch, hand it over and delete it",
      [50, 100, 150],
      ["ms", 0.001],
      "measured at four run times of a function, 2026: https://rehanvdm.com/blog/sqs-lambda-esm-scaling-behaviour",
    ),
  ],
  cell: (settings, context) =>
    servesRequests(settings, context)
      ? lambdaRequestsCell(requestsOf(settings, context), context)
      : lambdaCell(workOf(settings, context), context),
  flows({ in_vpc: inVpc, s3 }, context): readonly Flow[] {
    if (!inVpc || s3 === undefined) return [];
    return [
      {
        from: context.id,
        destination: { kind: "aws", service: "s3", region: context.region },
        driver: context.driver("messages"),
        bytesUp: s3.up,
        bytesDown: s3.down,
        connections: 0,
        connectionSeconds: 0,
        cause: "objects that functions read and write",
        assumptions: [],
      },
    ];
  },
  block(settings, context) {
    const serves = servesRequests(settings, context);
    const duringWork = settings.duration === undefined && !serves ? ["lamGBs"] : [];
    const events = settings.background === undefined && !serves ? ["lamReq"] : [];
    context.meter("requests", context.driver("invocations").hours, { assumptions: events });
    context.meter("duration", context.driver("GB-seconds").hours, {
      cause: "work, and starts of environments",
      assumptions: [...duringWork, ...events, ...initAssumptions.map(({ id }) => id), "lamKept"],
    });
    // Without provisioned concurrency these columns are empty, and no line appears.
    if (!context.driver("provisioned concurrency").hours.some((amount) => amount > 0)) return;
    context.meter("provisioned", context.driver("provisioned concurrency").hours);
    context.meter("provisioned_duration", context.driver("provisioned GB-seconds").hours, { assumptions: duringWork });
  },
});
