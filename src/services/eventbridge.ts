/**
 * EventBridge: what completed orders put on a bus, in chunks of 64 KB, and what a schedule invokes. Rules and deliveries to targets
 * of the same account cost nothing.
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { amount, rate, size } from "../quantities.ts";
import { KILOBYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { sendsThroughVpc } from "./compute-kinds.ts";
import { times } from "./hour-columns.ts";
import { ordersPerHour } from "./orders.ts";
import { service } from "./service.ts";

/** "64 KB of data is one event" (EventBridge pricing). */
const CHUNK_BYTES = 64 * KILOBYTE;

const config = z.strictObject({
  /** Events per completed order; an assumption when left out. */
  per_order: amount().optional(),
  /** One event; an assumption when left out. */
  event: size({ min: 1, max: 1024 * KILOBYTE, bounds: "from 1B to 1MB" }).optional(),
  /** Invocations by EventBridge Scheduler, such as 1/min. */
  schedules: rate().default(0),
});
type Config = z.output<typeof config>;

export const eventbridge = service<Config>({
  kind: "eventbridge",
  title: "EventBridge",
  sources: ["https://aws.amazon.com/eventbridge/pricing/"],
  config,
  meters: {
    events: {
      title: "Custom events",
      price: { serviceCode: "AWSEvents", usageType: "Event-64K-Chunks" },
      unit: "64K-Chunks",
      size: 1,
      rounding: "exact",
      infracost: { name: "Custom events published", unit: "1M events" },
      filters: { eventType: "Custom Event" },
    },
    schedules: {
      title: "Scheduled invocations",
      price: { serviceCode: "AWSEvents", usageType: "ScheduledInvocation" },
      unit: "Invocations",
      size: 1,
      rounding: "exact",
      infracost: null,
      filters: { usagetype: "ScheduledInvocation" },
    },
  },
  limits: {},
  terraform: {
    aws_cloudwatch_event_bus: { config: () => ({}) },
    aws_cloudwatch_event_rule: { free: "rules cost nothing" },
    aws_cloudwatch_event_target: { free: "deliveries within the account cost nothing" },
    aws_cloudwatch_event_permission: { free: "policies cost nothing" },
  },
  assumptions: [
    assumed("eventsPerOrder", "events put on a bus per completed order", [1, 3, 10], "events", PRACTICE),
    assumed("eventKB", "bytes of one event", [0.5, 1.5, 10], ["KB", 1000], PRACTICE),
    assumed(
      "eventCallKB",
      "bytes up of putting an event beside the event itself, and down of the answer",
      [0.8, 1.5, 3],
      ["KB", 1000],
      PRACTICE,
    ),
  ],
  flows(settings, context): readonly Flow[] {
    const perOrder = settings.per_order ?? context.assume("eventsPerOrder");
    const bytes = settings.event ?? context.assume("eventKB");
    const call = context.assume("eventCallKB");
    return context.classes.flatMap(({ index, compute, orders }) => {
      if (compute === null || orders * perOrder === 0 || !sendsThroughVpc(context, compute)) return [];
      return {
        from: compute,
        destination: { kind: "aws", service: "events", region: context.region } as const,
        driver: context.requests(index, "served"),
        bytesUp: orders * perOrder * (bytes + call),
        bytesDown: orders * perOrder * call,
        // Clients keep their connections.
        connections: 0,
        connectionSeconds: 0,
        cause: "events of completed orders",
        assumptions: [...assumedBy(settings), "eventCallKB"],
      };
    });
  },
  block(settings, context) {
    const perOrder = settings.per_order ?? context.assume("eventsPerOrder");
    const chunks = Math.ceil((settings.event ?? context.assume("eventKB")) / CHUNK_BYTES);
    context.meter("events", times(ordersPerHour(context), perOrder * chunks), {
      cause: "events of completed orders",
      assumptions: assumedBy(settings),
    });
    if (settings.schedules > 0) context.meter("schedules", times(context.activeSeconds, settings.schedules));
  },
});

function assumedBy({ per_order: perOrder, event }: Config): string[] {
  return [...(perOrder === undefined ? ["eventsPerOrder"] : []), ...(event === undefined ? ["eventKB"] : [])];
}
