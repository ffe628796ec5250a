/**
 * Network Load Balancer: clock hours, and NLCUs by the hour: each dimension averaged over the hour, then the largest. It passes
 * connections on, so that its bandwidth limits it; that grows by the minute, or is reserved.
 * https://aws.amazon.com/elasticloadbalancing/pricing/
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { amount } from "../quantities.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { answeredByBalancer, isFrontDoor, throughBalancer } from "./front-door.ts";
import { assumed } from "./assumed.ts";
import { wholeHours } from "./hour-columns.ts";
import { networkLoadBalancerCell } from "./network-load-balancer-cell.ts";
import { type FlowContext, type Meter, service } from "./service.ts";
import { responsesToViewers } from "./viewer-flow.ts";

const config = z
  .strictObject({
    /** Of its listener. */
    protocol: z.enum(["tcp", "udp", "tls"]).default("tcp"),
    /** Each node sends to targets of every zone; otherwise to those of its own. */
    cross_zone: z.boolean().default(false),
    /** Without public addresses. */
    internal: z.boolean().default(false),
    /** LCUs reserved all the time; `prepare:` raises it for an event. */
    reserved_lcu: amount().default(0),
  })
  .refine(({ protocol, reserved_lcu: reserved }) => protocol !== "tls" || reserved === 0, {
    path: ["reserved_lcu"],
    error: "must be left out with a TLS listener, for which AWS reserves no capacity",
  });
type Config = z.output<typeof config>;

const pricing = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const reservation = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/capacity-unit-reservation.html";
const operation = "LoadBalancing:Network";

/** New connections or flows a second, and active ones, in one NLCU. */
const units = {
  tcp: { newPerSecond: 800, active: 100_000 },
  udp: { newPerSecond: 400, active: 50_000 },
  tls: { newPerSecond: 50, active: 3_000 },
} as const;

/** What one hour of a Network Load Balancer carried. */
export interface NlcuHour {
  readonly protocol: Config["protocol"];
  readonly newConnections: number;
  /** Connections active at the same time, averaged over the hour's minutes. */
  readonly activeConnections: number;
  readonly bytes: number;
}

/**
 * NLCUs of one hour: the largest of the three dimensions, not their sum.
 * `nlcuHours({ protocol: "tcp", newConnections: 3600, activeConnections: 120, bytes: 1.08 * 2 ** 30 }) === 1.08`.
 */
export function nlcuHours({ protocol, newConnections, activeConnections, bytes }: NlcuHour): number {
  const { newPerSecond, active } = units[protocol];
  return Math.max(newConnections / HOUR_SECONDS / newPerSecond, activeConnections / active, bytes / GIGABYTE);
}

function nlcuMeter(title: string): Meter<Config> {
  return {
    title,
    price: { serviceCode: "AWSELB", usageType: "LCUUsage", operation },
    unit: "LCU-Hrs",
    size: 1,
    rounding: "exact",
    infracost: { name: "Load balancer capacity units", unit: "LCU" },
    filters: { productFamily: "Load Balancer-Network", locationType: "AWS Region", usagetype: "LCUUsage" },
  };
}

export const networkLoadBalancer = service<Config>({
  kind: "network_load_balancer",
  title: "Network Load Balancer",
  sources: [pricing, reservation, "https://docs.aws.amazon.com/cur/latest/userguide/cur-data-transfers-charges.html"],
  config,
  assumptions: [
    assumed(
      "nlbFloor",
      "bandwidth of a network load balancer that has been quiet",
      [6, 3, 3],
      ["Gbit/s", 1e9],
      "https://repost.aws/questions/QU_1_Us8WbRmOH4o1FAwxlkg/nlb-reservation: starts with 3 Gbit/s",
      "B",
    ),
    assumed(
      "nlbGrowth",
      "bandwidth that a loaded network load balancer gains a minute",
      [6, 3, 1.5],
      ["Gbit/s", 1e9],
      "https://repost.aws/questions/QU_1_Us8WbRmOH4o1FAwxlkg/nlb-reservation: 3 Gbit/s more per minute",
      "B",
    ),
    assumed(
      "nlbShrink",
      "time in which an idle network load balancer loses half of its bandwidth",
      [14_400, 7_200, 3_600],
      "s",
      "minutes up, hours down: third-party observations",
    ),
    assumed(
      "nlbConnSeconds",
      "time a connection through a network load balancer stays open (idle for at most 350 s)",
      [10, 60, 350],
      "s",
      "practitioner's judgement within the idle timeout",
    ),
  ],
  meters: {
    hours: {
      title: "Hours",
      price: { serviceCode: "AWSELB", usageType: "LoadBalancerUsage", operation },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "Network load balancer", unit: "hours" },
      filters: { productFamily: "Load Balancer-Network", locationType: "AWS Region", usagetype: "LoadBalancerUsage" },
    },
    nlcu: nlcuMeter("NLCUs"),
    // No product of its own in the catalogue: priced as LCUUsage, a listed gap.
    reserved: {
      ...nlcuMeter("Reserved LCUs"),
      price: { serviceCode: "AWSELB", usageType: "ReservedLCUUsage", operation },
      unit: "ReservedLCU-Hr",
      filters: { productFamily: "Load Balancer-Network", usagetype: "ReservedLCUUsage" },
    },
  },
  limits: {
    bandwidth: {
      title: "bandwidth",
      source: "assumption: 3 Gbit/s more a minute, which no page of AWS's documentation says",
      seen: "packets are dropped, and requests time out",
    },
  },
  prepares: ["reserved_lcu"],
  terraform: {
    aws_lb: {
      config: ({ load_balancer_type: type, enable_cross_zone_load_balancing: crossZone, internal }) =>
        type === "network" ? { cross_zone: crossZone === true, internal: internal === true } : null,
    },
  },
  cell: networkLoadBalancerCell,
  flows(of, context): Flow[] {
    return [
      ...toTargets(of, context),
      ...(of.internal ? [] : isFrontDoor(context) ? responsesToViewers(context, answeredByBalancer(context)) : []),
    ];
  },
  block(of, context) {
    context.meter("hours", wholeHours(context.activeSeconds));
    const connections = context.driver("new connections").hours;
    const bytes = context.driver("bytes").hours;
    const openSeconds = context.assume("nlbConnSeconds");
    const reserved = context.preparedHours("reserved_lcu", of.reserved_lcu);
    const used = connections.map((newConnections, h) =>
      nlcuHours({
        protocol: of.protocol,
        newConnections,
        activeConnections: (newConnections / HOUR_SECONDS) * openSeconds,
        bytes: bytes[h]!,
      }),
    );
    const through = throughBalancer(context);
    const mine = context.classes.filter(({ index }) => through[index] === 1);
    const assumptions = mine.flatMap((c) => assumedFor(c, "bytesIn", "bytesOut", "newConnections"));
    // Reserved units are billed as reserved; what an hour uses above them is billed as used.
    context.meter(
      "nlcu",
      used.map((nlcu, h) => Math.max(0, nlcu - reserved[h]!)),
      { assumptions: [...new Set([...assumptions, "nlbConnSeconds"])] },
    );
    context.meter("reserved", reserved);
  },
});

/** What a node sends to targets in another zone is charged on both sides, unlike an Application Load Balancer's. */
function toTargets({ cross_zone: crossZone }: Config, context: FlowContext): Flow[] {
  if (!isFrontDoor(context)) return [];
  const through = throughBalancer(context);
  return context.classes.flatMap((c): Flow[] => {
    if (through[c.index] === 0 || c.compute === null) return [];
    return [
      {
        from: context.id,
        destination: { kind: "component", id: c.compute, crossZone: crossZone ? "both_sides" : "free" },
        driver: context.requests(c.index, "served"),
        bytesUp: c.bytesIn,
        bytesDown: c.bytesOut,
        connections: 0,
        connectionSeconds: 1,
        cause: "requests to targets",
        assumptions: assumedFor(c, "bytesOut", "bytesIn"),
      },
    ];
  });
}
