/**
 * Site-to-Site VPN: connections to an on-premises network, by the hour; bytes out are data transfer to the internet. One tunnel
 * carries 1.25 Gbit/s; behind a transit gateway all tunnels carry together, behind a virtual private gateway one does.
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html
 */
import * as z from "zod";
import { count } from "../quantities.ts";
import { HOUR_SECONDS } from "../units.ts";
import { bandwidthLimit } from "./bandwidth-limit.ts";
import { times, wholeHours } from "./hour-columns.ts";
import { type Cell, type CellContext, type ComponentContext, service } from "./service.ts";

const config = z.strictObject({
  /** Of two tunnels each. */
  connections: count(1).default(1),
});
type Config = z.output<typeof config>;

const limits = "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html";
const TUNNEL_BITS_PER_SECOND = 1.25e9;
const TUNNELS = 2;

export const vpn = service<Config>({
  kind: "vpn",
  title: "Site-to-Site VPN",
  sources: ["https://aws.amazon.com/vpn/pricing/", limits],
  config,
  meters: {
    hours: {
      title: "Connection hours",
      price: { serviceCode: "AmazonVPC", usageType: "VPN-Usage-Hours:ipsec.1", operation: "CreateVpnConnection" },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "VPN connection", unit: "hours" },
      filters: { productFamily: "Cloud Connectivity", usagetype: "VPN-Usage-Hours:ipsec.1" },
    },
  },
  limits: {
    bandwidth: { title: "bandwidth of its tunnels", source: limits, seen: "calls to the on-premises network time out" },
  },
  terraform: {
    aws_vpn_connection: { config: () => ({ connections: 1 }) },
    aws_vpn_gateway: { free: "its connections are charged" },
    aws_vpn_gateway_attachment: { free: "part of the virtual private gateway" },
    aws_vpn_connection_route: { free: "an entry in a route table" },
    aws_customer_gateway: { free: "a record of the other end" },
  },
  cell,
  block({ connections }, context) {
    context.meter("hours", times(wholeHours(context.activeSeconds), connections));
  },
});

/** VPN connections of the component's Region. */
export function connectionsOf(context: Pick<ComponentContext, "all" | "configOf">): number {
  // What the schema above has parsed.
  return context.all("vpn").reduce((total, id) => total + (context.configOf(id) as Config).connections, 0);
}

function cell({ connections }: Config, context: CellContext): Cell {
  const { bus } = context;
  const tunnels = context.all("transit_gateway").length > 0 ? connections * TUNNELS : 1;
  const most = (tunnels * TUNNEL_BITS_PER_SECOND) / 8;
  const pass = bandwidthLimit(context, `${(tunnels * TUNNEL_BITS_PER_SECOND) / 1e9} Gbit/s`);

  return { stage: "network", step: () => void pass(most * bus.dt), waiting: () => 0 };
}
