/**
 * What a NAT gateway lets through: ports per destination address, bandwidth and packets.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
import { exp } from "../math.ts";
import type { Destination } from "../network/flow.ts";
import type { RoutedFlow } from "../network/route.ts";
import type { Cell, CellContext, Limit, ThroughFlow } from "./service.ts";

const basics = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";
const CONNECTIONS_PER_ADDRESS = 55_000;
const MAXIMUM_BITS_PER_SECOND = 100e9;
const MAXIMUM_PACKETS_PER_SECOND = 10e6;

export const natGatewayLimits = {
  ports: {
    title: "simultaneous connections to one destination",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    seen: "new connections fail (ErrorPortAllocation), existing ones continue",
  },
  bandwidth: { title: "bandwidth", source: basics, seen: "packets are dropped" },
  packets: { title: "packets per second", source: basics, seen: "packets are dropped" },
} satisfies Readonly<Record<string, Limit>>;

/** Connections that one flow holds open through this gateway. */
interface Held {
  readonly routed: RoutedFlow;
  /** Part of the flow that takes this gateway. */
  readonly share: number;
  /** Class whose requests drive it, or -1. */
  readonly classIndex: number;
  open: number;
  /** Part of `open` that was opened in this step. */
  opened: number;
}

/** Flows to one destination share its ports, whoever sends them. */
interface Ports {
  readonly capacity: number;
  readonly flows: Held[];
}

function portsOf(through: readonly ThroughFlow[], addresses: number): Ports[] {
  const byDestination = new Map<string, Ports>();
  for (const { routed, share, classIndex } of through) {
    const { destination } = routed.flow;
    const name = destination.kind === "aws" ? `${destination.service} in ${destination.region}` : nameOf(destination);
    const behind = destination.kind === "internet" ? destination.addresses : 1;
    const known = byDestination.get(name) ?? { capacity: CONNECTIONS_PER_ADDRESS * addresses * behind, flows: [] };
    known.flows.push({ routed, share, classIndex, open: 0, opened: 0 });
    byDestination.set(name, known);
  }
  return [...byDestination.values()];
}

function nameOf(destination: Exclude<Destination, { kind: "aws" }>): string {
  return destination.kind === "internet" ? destination.name : destination.id;
}

/** `addresses`: public ones, in all of its zones together. */
export function natGatewayCell({ addresses }: { readonly addresses: number }, context: CellContext): Cell {
  const { bus } = context;
  const bytes = context.driver("throughput", "bytes/s");
  const open = context.driver("connections", "connections");
  const ports = context.limit("ports", `${(CONNECTIONS_PER_ADDRESS * addresses).toLocaleString("en")} per destination`);
  const bandwidth = context.limit("bandwidth", "100 Gbit/s");
  const packets = context.limit("packets", "10 M packets/s");
  const packetBytes = context.assume("natPacket");
  let destinations: readonly Ports[] | null = null;
  let held: readonly Held[] = [];

  return { stage: "network", step, settle, waiting: () => 0 };

  function step(): void {
    if (destinations === null) {
      destinations = portsOf(context.through(), addresses);
      held = destinations.flatMap(({ flows }) => flows);
    }
    for (const destination of destinations) hold(destination);
    let wanted = 0;
    for (const one of held) wanted += bytesOf(one);
    overloaded(wanted);
  }

  /** Ports open: Little's law with the lag of the time that each is held. What no port is free for fails. */
  function hold({ capacity, flows }: Ports): void {
    const { dt } = bus;
    let total = 0;
    let opened = 0;
    for (const one of flows) {
      const { connections, connectionSeconds } = one.routed.flow;
      const keep = exp(-dt / connectionSeconds);
      one.opened = ((amount(one) * connections * one.share) / dt) * connectionSeconds * (1 - keep);
      one.open = one.open * keep + one.opened;
      total += one.open;
      opened += one.opened;
    }
    if (total <= capacity || opened === 0) return;
    ports.reach();
    const refused = Math.min(1, (total - capacity) / opened);
    for (const one of flows) {
      one.open -= one.opened * refused;
      if (one.classIndex >= 0) failShare(one, refused * Math.min(1, one.routed.flow.connections), ports);
    }
  }

  function overloaded(bytesPerStep: number): void {
    const bits = (bytesPerStep * 8) / bus.dt;
    const count = bytesPerStep / packetBytes / bus.dt;
    const excess = Math.max(1 - MAXIMUM_BITS_PER_SECOND / bits, 1 - MAXIMUM_PACKETS_PER_SECOND / count);
    if (!(excess > 0)) return;
    const limit = bits / MAXIMUM_BITS_PER_SECOND > count / MAXIMUM_PACKETS_PER_SECOND ? bandwidth : packets;
    limit.reach();
    for (const one of held) if (one.classIndex >= 0) failShare(one, excess, limit);
  }

  function failShare(one: Held, share: number, limit: typeof ports): void {
    const c = one.classIndex;
    const requests = bus.flow[c]! * one.share * share;
    bus.flow[c]! -= requests;
    limit.fail(c, requests);
  }

  /** Units of the flow's driver in this step: requests still on their way, or what its component has just set. */
  function amount(one: Held): number {
    return one.classIndex >= 0 ? bus.flow[one.classIndex]! : one.routed.flow.driver.now;
  }

  function bytesOf(one: Held): number {
    const { flow } = one.routed;
    return amount(one) * (flow.bytesUp + flow.bytesDown) * one.share;
  }

  function settle(): void {
    let carried = 0;
    let connections = 0;
    for (const one of held) {
      const { flow } = one.routed;
      carried += flow.driver.now * (flow.bytesUp + flow.bytesDown) * one.share;
      connections += one.open;
    }
    bytes.now = carried;
    open.now = connections * bus.dt;
  }
}
