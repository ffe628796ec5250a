/**
 * SQS queues: every send, receive and delete is a request, and so are the long polls that find nothing. A FIFO queue takes 300
 * calls of each kind a second.
 */
import type { Flow } from "../network/flow.ts";
import { queue } from "../simulation/queue.ts";
import { KILOBYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { sendsThroughVpc } from "./compute-kinds.ts";
import { plus, times } from "./hour-columns.ts";
import { queueConfig as config, type QueueConfig as Config, redriven } from "./sqs-settings.ts";
import { service, type BlockContext, type Cell, type CellContext, type ComponentContext } from "./service.ts";

/** "Each 64 KB chunk of a payload is billed as 1 request" (SQS pricing). */
const CHUNK_BYTES = 64 * KILOBYTE;
/** "300 transactions per second, per API action" without high throughput (SQS quotas). */
const FIFO_CALLS_PER_SECOND = 300;

const quotas = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html";

export const sqs = service<Config>({
  kind: "sqs",
  title: "SQS queue",
  sources: [
    "https://aws.amazon.com/sqs/pricing/",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
    quotas,
  ],
  config,
  meters: {
    requests: {
      title: "Requests",
      price: { serviceCode: "AWSQueueService", usageType: "Requests-RBP" },
      unit: "Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests", unit: "1M requests" },
      filters: { queueType: "Standard", usagetype: "Requests-RBP" },
    },
    fifo_requests: {
      title: "Requests, FIFO",
      price: { serviceCode: "AWSQueueService", usageType: "Requests-FIFO-RBP" },
      unit: "Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests", unit: "1M requests" },
      filters: { queueType: "FIFO (first-in, first-out)", usagetype: "Requests-FIFO-RBP" },
    },
  },
  limits: {
    fifo: {
      title: "FIFO sends per second",
      source: quotas,
      seen: "orders wait while the client tries again, then fail",
    },
  },
  terraform: {
    aws_sqs_queue: {
      config: ({
        fifo_queue: fifo,
        visibility_timeout_seconds: visible,
        message_retention_seconds: kept,
        redrive_policy: redrive,
      }) => ({
        fifo: fifo === true,
        ...(typeof visible === "number" ? { visibility: `${visible}s` } : {}),
        ...(typeof kept === "number" ? { retention: `${kept}s` } : {}),
        ...redriven(redrive),
      }),
    },
    aws_sqs_queue_policy: { free: "policies cost nothing" },
    aws_sqs_queue_redrive_policy: { free: "policies cost nothing" },
    aws_sqs_queue_redrive_allow_policy: { free: "policies cost nothing" },
  },
  assumptions: [
    assumed("msgKB", "bytes of one message in a queue", [0.5, 2, 20], ["KB", 1000], PRACTICE),
    assumed(
      "sqsCallKB",
      "bytes up of sending a message beside the message itself, and down of the answer",
      [0.8, 1.5, 3],
      ["KB", 1000],
      PRACTICE,
    ),
  ],
  cell,
  flows(settings, context): readonly Flow[] {
    return senders(context).flatMap(({ index, compute, messages }) => {
      if (compute === null || !sendsThroughVpc(context, compute)) return [];
      const call = context.assume("sqsCallKB");
      return {
        from: compute,
        destination: { kind: "aws", service: "sqs", region: context.region } as const,
        driver: context.requests(index, "served"),
        bytesUp: messages * (messageBytes(settings, context) + call),
        bytesDown: messages * call,
        // Clients keep their connections.
        connections: 0,
        connectionSeconds: 0,
        cause: "messages sent",
        assumptions: ["sqsCallKB", ...(settings.message === undefined ? ["msgKB"] : [])],
      };
    });
  },
  block(settings, context) {
    const sends = Math.ceil((settings.batch * messageBytes(settings, context)) / CHUNK_BYTES) / settings.batch;
    const meter = settings.fifo ? "fifo_requests" : "requests";
    const bytes = messageBytes(settings, context);
    const assumptions = settings.message === undefined ? ["msgKB"] : [];
    const sent = senders(context).map(({ index, messages }) =>
      times(context.requests(index, "served").hours, messages),
    );
    const fromRequests = plus(context.hours, sent);
    const readers = context.all("lambda").filter((id) => readsQueue(context.configOf(id), context.id));
    if (readers.length === 0) {
      // Somebody will read them, one by one for all that is known.
      const chunks = Math.ceil(bytes / CHUNK_BYTES);
      context.meter(meter, times(fromRequests, sends + chunks + 1), {
        cause: "messages sent, received and deleted one by one: nothing declared reads the queue",
        assumptions,
      });
      return;
    }
    const taken = plus(
      context.hours,
      readers.map((id) => context.driver("messages", id).hours),
    );
    const events = plus(
      context.hours,
      readers.map((id) => context.driver("background", id).hours),
    );
    const receives = plus(
      context.hours,
      readers.map((id) => context.driver("receives", id).hours),
    );
    const emptyReceives = plus(
      context.hours,
      readers.map((id) => context.driver("empty receives", id).hours),
    );
    context.meter(meter, times(plus(context.hours, [fromRequests, events]), sends), {
      cause: "messages sent",
      assumptions,
    });
    context.meter(
      meter,
      receives.map((calls, h) => calls * chunksPerReceive(taken[h]!, calls, bytes)),
      {
        cause: "batches received",
        assumptions,
      },
    );
    const deletes = plus(
      context.hours,
      readers.map((id) => context.driver("deletes", id).hours),
    );
    context.meter(meter, deletes, { cause: "batches deleted" });
    context.meter(meter, emptyReceives, { cause: "empty long polls", assumptions: ["sqsPollers"] });
  },
});

/** Requests that send wait for their turn; a standard queue takes "a nearly unlimited number" of calls. */
function cell(settings: Config, context: CellContext): Cell {
  const { bus, classes } = context;
  const perSecond = FIFO_CALLS_PER_SECOND * settings.batch;
  const limited = settings.fifo && !settings.high_throughput;
  const waiting = queue({
    bus,
    demand: Float64Array.from(classes, (c) => (limited && c.queue === context.id ? c.messages : 0)),
    patienceSeconds: Float64Array.from(classes, (c) => c.patienceSeconds),
    limit: context.limit("fifo", `${perSecond} messages a second`),
  });
  return { stage: "table", step: () => waiting.step(perSecond * bus.dt), waiting: waiting.waiting };
}

function senders(context: ComponentContext): ComponentContext["classes"] {
  return context.classes.filter(({ queue, messages }) => queue === context.id && messages > 0);
}

function messageBytes({ message }: Config, context: Pick<BlockContext, "assume">): number {
  return message ?? context.assume("msgKB");
}

/** A batch is one payload: ten messages of 10 KB are two chunks. */
function chunksPerReceive(messages: number, receives: number, bytes: number): number {
  return receives === 0 ? 0 : Math.ceil((messages / receives) * (bytes / CHUNK_BYTES) - 1e-9);
}

function readsQueue(parsed: unknown, queue: string): boolean {
  return typeof parsed === "object" && parsed !== null && "queue" in parsed && parsed.queue === queue;
}
