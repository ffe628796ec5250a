/** What of an SQS queue may be configured, and what its readers need to know of it. */
import * as z from "zod";
import { count, duration, size } from "../quantities.ts";
import { DAY_SECONDS, HOUR_SECONDS, KILOBYTE, MINUTE_SECONDS } from "../units.ts";

export const queueConfig = z.strictObject({
  fifo: z.boolean().default(false),
  /** FIFO in high-throughput mode: its quota, thousands a second and different in each Region, is not modelled. */
  high_throughput: z.boolean().default(false),
  /** Messages that the application sends in one call. */
  batch: count(1).max(10).default(1),
  /** One message; an assumption when left out. */
  message: size({ min: 1, max: 1024 * KILOBYTE, bounds: "from 1B to 1MB" }).optional(),
  /** Time for which a message that was received is hidden from others; one that failed comes back after it. */
  visibility: duration({ min: 0, max: 12 * HOUR_SECONDS, bounds: "from 0s to 12h" }).default(30),
  /** Receives after which a message goes to the dead-letter queue; it comes back for ever when left out. */
  max_receives: count(1).max(1000).optional(),
  /** Time for which a message is kept. */
  retention: duration({ min: MINUTE_SECONDS, max: 14 * DAY_SECONDS, bounds: "from 60s to 14d" }).default(
    4 * DAY_SECONDS,
  ),
});
export type QueueConfig = z.output<typeof queueConfig>;

/** The configuration of a queue, or of one that stands outside of the architecture: as AWS makes it. */
export function queueOf(parsed: unknown): Pick<QueueConfig, "visibility" | "max_receives" | "retention"> {
  return parsed === undefined ? queueConfig.parse({}) : (parsed as QueueConfig); // parsed by this schema
}

/** From the JSON of a planned `redrive_policy`. */
export function redriven(policy: unknown): { readonly max_receives?: number } {
  if (typeof policy !== "string" || policy === "") return {};
  const parsed: unknown = JSON.parse(policy);
  const most =
    typeof parsed === "object" && parsed !== null && "maxReceiveCount" in parsed ? parsed.maxReceiveCount : undefined;
  return most === undefined ? {} : { max_receives: Number(most) };
}
