/**
 * Step Functions: one workflow per completed order. A standard workflow is billed by its state transitions, an express one as a
 * request and for its memory over time. What the states call is billed by the service they call.
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { amount, count, duration, size } from "../quantities.ts";
import { GIGABYTE, MEGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { sendsThroughVpc } from "./compute-kinds.ts";
import { times } from "./hour-columns.ts";
import { ordersPerHour } from "./orders.ts";
import { service } from "./service.ts";

/** "Rounded up to the nearest 100ms", "billed in 64-MB chunks" (Step Functions pricing). */
const TICK_SECONDS = 0.1;
const CHUNK_BYTES = 64 * MEGABYTE;

const config = z.strictObject({
  type: z.enum(["standard", "express"]).default("standard"),
  /** Workflows started per completed order. */
  per_order: amount().default(1),
  /** State transitions of a standard workflow, those that are tried again included; an assumption when left out. */
  transitions: count(1).optional(),
  /** Time an express workflow takes; an assumption when left out. */
  duration: duration({ min: 0.001, max: 300, bounds: "from 1ms to 5m" }).optional(),
  /** Memory of an express workflow: it grows with its definition, its parallel states and its data. */
  memory: size({ min: 1, bounds: "of 1B or more" }).default(CHUNK_BYTES),
});
type Config = z.output<typeof config>;

/** GB-seconds billed for one express workflow: `expressGbSeconds(0.1, 64 * 2 ** 20) === 0.00625`. */
export function expressGbSeconds(seconds: number, bytes: number): number {
  // The subtraction forgives what doubles add.
  const ticks = Math.ceil(seconds / TICK_SECONDS - 1e-9);
  return (ticks / 10) * Math.ceil(bytes / CHUNK_BYTES) * (CHUNK_BYTES / GIGABYTE);
}

export const stepFunctions = service<Config>({
  kind: "step_functions",
  title: "Step Functions",
  sources: ["https://aws.amazon.com/step-functions/pricing/"],
  config,
  meters: {
    transitions: {
      title: "State transitions",
      price: { serviceCode: "AmazonStates", usageType: "StateTransition" },
      unit: "StateTransitions",
      size: 1,
      rounding: "exact",
      infracost: { name: "Transitions", unit: "1K transitions" },
      filters: { usagetype: "StateTransition" },
    },
    requests: {
      title: "Express requests",
      price: { serviceCode: "AmazonStates", usageType: "StepFunctions-Request" },
      unit: "Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests", unit: "1M requests" },
      filters: { usagetype: "StepFunctions-Request" },
    },
    duration: {
      title: "Express duration",
      price: { serviceCode: "AmazonStates", usageType: "StepFunctions-GB-Second" },
      unit: "GB-Second",
      size: 1,
      rounding: "exact",
      infracost: { name: "Duration (first 1K)", unit: "GB-hours" },
      filters: { usagetype: "StepFunctions-GB-Second" },
    },
  },
  limits: {},
  terraform: {
    aws_sfn_state_machine: { config: ({ type }) => ({ type: type === "EXPRESS" ? "express" : "standard" }) },
    aws_sfn_alias: { free: "a name for a version" },
    aws_sfn_activity: { free: "a task that waits for a worker" },
  },
  assumptions: [
    assumed("sfnTransitions", "state transitions of one workflow", [4, 8, 20], "transitions", PRACTICE),
    assumed("sfnSeconds", "time that an express workflow takes", [0.3, 1, 10], "s", PRACTICE),
    assumed(
      "sfnCallKB",
      "bytes up of starting a workflow, and down of the answer",
      [1, 2.5, 10],
      ["KB", 1000],
      PRACTICE,
    ),
  ],
  flows({ per_order: perOrder }, context): readonly Flow[] {
    const call = context.assume("sfnCallKB");
    return context.classes.flatMap(({ index, compute, orders }) => {
      if (compute === null || orders * perOrder === 0 || !sendsThroughVpc(context, compute)) return [];
      return {
        from: compute,
        destination: { kind: "aws", service: "states", region: context.region } as const,
        driver: context.requests(index, "served"),
        bytesUp: orders * perOrder * call,
        bytesDown: orders * perOrder * call,
        // Clients keep their connections.
        connections: 0,
        connectionSeconds: 0,
        cause: "workflows started",
        assumptions: ["sfnCallKB"],
      };
    });
  },
  block(settings, context) {
    const workflows = times(ordersPerHour(context), settings.per_order);
    const cause = "workflows of completed orders";
    if (settings.type === "standard") {
      const transitions = settings.transitions ?? context.assume("sfnTransitions");
      const assumptions = settings.transitions === undefined ? ["sfnTransitions"] : [];
      context.meter("transitions", times(workflows, transitions), { cause, assumptions });
      return;
    }
    const seconds = settings.duration ?? context.assume("sfnSeconds");
    context.meter("requests", workflows, { cause });
    context.meter("duration", times(workflows, expressGbSeconds(seconds, settings.memory)), {
      cause,
      assumptions: settings.duration === undefined ? ["sfnSeconds"] : [],
    });
  },
});
