/**
 * Gateway Load Balancer with its endpoints: traffic that is inspected leaves its way through an endpoint of its zone, crosses an
 * appliance and comes back. The endpoints bill every byte, the balancer GLCUs by the hour; the appliances are instances of their own.
 * https://aws.amazon.com/elasticloadbalancing/pricing/ · https://aws.amazon.com/privatelink/pricing/
 */
import * as z from "zod";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { assumed } from "./assumed.ts";
import { throughBalancer } from "./front-door.ts";
import { plus, times, wholeHours } from "./hour-columns.ts";
import { type BlockContext, service } from "./service.ts";

const flowsOf = ["viewers", "outbound"] as const;

const config = z.strictObject({
  /** What it looks at: requests and responses of viewers at the balancer, what goes out through NAT, or both. */
  inspects: z
    .array(z.enum(flowsOf))
    .min(1)
    .default([...flowsOf]),
});
type Config = z.output<typeof config>;

const operation = "LoadBalancing:Gateway";

/** What one hour of a Gateway Load Balancer carried. */
export interface GlcuHour {
  readonly newConnections: number;
  /** Connections active at the same time, averaged over the hour's minutes. */
  readonly activeConnections: number;
  readonly bytes: number;
}

/**
 * GLCUs of one hour: the largest of 600 new connections a second, 60,000 active ones and 1 GB an hour.
 * `glcuHours({ newConnections: 600 * 3600, activeConnections: 60_000, bytes: 2 * 2 ** 30 }) === 2`.
 */
export function glcuHours({ newConnections, activeConnections, bytes }: GlcuHour): number {
  return Math.max(newConnections / HOUR_SECONDS / 600, activeConnections / 60_000, bytes / GIGABYTE);
}

export const gatewayLoadBalancer = service<Config>({
  kind: "gateway_load_balancer",
  title: "Gateway Load Balancer",
  sources: ["https://aws.amazon.com/elasticloadbalancing/pricing/", "https://aws.amazon.com/privatelink/pricing/"],
  config,
  assumptions: [
    assumed(
      "gwlbFlowSeconds",
      "time a viewer's connection through a gateway load balancer stays open (idle for at most 350 s)",
      [10, 60, 350],
      "s",
      "practitioner's judgement within the idle timeout",
    ),
  ],
  meters: {
    hours: {
      title: "Hours, each zone",
      price: { serviceCode: "AWSELB", usageType: "LoadBalancerUsage", operation },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "Gateway load balancer", unit: "hours" },
      filters: { productFamily: "Load Balancer-Gateway", usagetype: "LoadBalancerUsage" },
    },
    glcu: {
      title: "GLCUs",
      price: { serviceCode: "AWSELB", usageType: "LCUUsage", operation },
      unit: "LCU-Hrs",
      size: 1,
      rounding: "exact",
      infracost: { name: "Load balancer capacity units", unit: "LCU" },
      filters: { productFamily: "Load Balancer-Gateway", usagetype: "LCUUsage" },
    },
    endpoint_hours: {
      title: "Endpoint hours",
      price: { serviceCode: "AmazonVPC", usageType: "VpcEndpoint-GWLBE-Hours" },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "Endpoint (GatewayLoadBalancer)", unit: "hours" },
      filters: { productFamily: "VpcEndpoint", usagetype: "VpcEndpoint-GWLBE-Hours" },
    },
    endpoint_data: {
      title: "Endpoint data processed",
      price: { serviceCode: "AmazonVPC", usageType: "VpcEndpoint-GWLBE-Bytes" },
      unit: "GB",
      size: GIGABYTE,
      rounding: "exact",
      infracost: { name: "Data processed", unit: "GB" },
      filters: { productFamily: "VpcEndpoint", usagetype: "VpcEndpoint-GWLBE-Bytes" },
    },
  },
  limits: {},
  terraform: {
    aws_lb: { config: ({ load_balancer_type: type }) => (type === "gateway" ? {} : null) },
  },
  block({ inspects }, context) {
    const { hours, zones } = context;
    const standing = times(wholeHours(context.activeSeconds), zones);
    const cause = zones === 1 ? "in 1 zone" : `in ${zones} zones`;
    context.meter("hours", standing, { cause });
    context.meter("endpoint_hours", standing, { cause });
    const viewers = inspects.includes("viewers") ? viewersOf(context) : nothing(hours);
    const outbound = inspects.includes("outbound") ? outboundOf(context) : nothing(hours);
    const openSeconds = context.assume("gwlbFlowSeconds");
    const bytes = plus(hours, [viewers.bytes, outbound.bytes]);
    // Connections that go out never decide: a TLS handshake alone has more bytes than it takes for the dimensions to be even.
    const glcus = viewers.newConnections.map((newConnections, h) =>
      glcuHours({
        newConnections,
        activeConnections: (newConnections / HOUR_SECONDS) * openSeconds,
        bytes: bytes[h]!,
      }),
    );
    const assumptions = [...new Set([...viewers.assumptions, ...outbound.assumptions])];
    context.meter("glcu", glcus, { assumptions: [...assumptions, "gwlbFlowSeconds"] });
    context.meter("endpoint_data", bytes, { assumptions });
  },
});

interface Inspected {
  readonly bytes: Float64Array;
  readonly newConnections: Float64Array;
  readonly assumptions: readonly string[];
}

function nothing(hours: number): Inspected {
  return { bytes: new Float64Array(hours), newConnections: new Float64Array(hours), assumptions: [] };
}

/** Every attempt comes in; what is served goes out. */
function viewersOf(context: BlockContext): Inspected {
  const through = throughBalancer(context);
  const classes = context.classes.filter(({ index }) => through[index] === 1);
  const columns = (of: (c: (typeof classes)[number]) => readonly Float64Array[]): Float64Array =>
    plus(context.hours, classes.flatMap(of));
  return {
    bytes: columns(({ index, bytesIn, bytesOut }) => [
      times(context.requests(index, "attempts").hours, bytesIn),
      times(context.requests(index, "served").hours, bytesOut),
    ]),
    newConnections: columns(({ index, newConnections }) => [
      times(context.requests(index, "attempts").hours, newConnections),
    ]),
    assumptions: classes.flatMap((c) => assumedFor(c, "bytesIn", "bytesOut", "newConnections")),
  };
}

function outboundOf(context: BlockContext): Inspected {
  const carried = context.all("nat_gateway", "nat_instance", "regional_nat_gateway").map((id) => context.carried(id));
  return {
    ...nothing(context.hours),
    bytes: plus(
      context.hours,
      carried.flatMap(({ bytesUp, bytesDown }) => [bytesUp, bytesDown]),
    ),
    assumptions: carried.flatMap(({ assumptions }) => [...assumptions]),
  };
}
