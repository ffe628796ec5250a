/**
 * What a NAT gateway lets through: ports per destination address, bandwidth and packets.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
import { exp } from "../math.ts";
import type { Destination } from "../network/flow.ts";
import type { Driver } from "../simulation/driver.ts";
import type { LimitCounter } from "../simulation/limit.ts";
import type { Cell, CellContext, Limit, ThroughFlow } from "./service.ts";

const basics = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";
const THOUSAND_PER_ADDRESS = 55;
const CONNECTIONS_PER_ADDRESS = THOUSAND_PER_ADDRESS * 1000;
export const MAXIMUM_BITS_PER_SECOND = 100e9;
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
  readonly flow: ThroughFlow;
  readonly driver: Driver;
  /** Class whose requests drive it, or -1. */
  readonly classIndex: number;
  readonly perUnit: number;
  readonly share: number;
  readonly seconds: number;
  /** Part of the open connections that is still open at the end of a step. */
  keep: number;
  open: number;
  /** Part of `open` that was opened in this step. */
  opened: number;
}

/** Flows to one destination share its ports, whoever sends them. */
interface Ports {
  readonly capacity: number;
  readonly flows: Held[];
}

/** Bytes through this gateway per unit of what drives them. */
interface Carried {
  readonly driver: Driver;
  readonly classIndex: number;
  bytesPerUnit: number;
}

/** `addresses`: public ones, in all of its zones together. */
export function natGatewayCell({ addresses }: { readonly addresses: number }, context: CellContext): Cell {
  const { bus } = context;
  const bytes = context.driver("throughput", "bytes/s");
  const open = context.driver("connections", "connections");
  const ports = context.limit("ports", `${THOUSAND_PER_ADDRESS * addresses},000 per destination`);
  const bandwidth = context.limit("bandwidth", "100 Gbit/s");
  const packets = context.limit("packets", "10 M packets/s");
  const packetBytes = context.assume("natPacket");
  let flows: readonly ThroughFlow[] | null = null;
  let destinations: readonly Ports[] = [];
  let carried: readonly Carried[] = [];
  let keptSeconds = 0;

  return { stage: "network", step, settle, waiting: () => 0 };

  function step(): void {
    if (flows === null) begin();
    if (bus.dt !== keptSeconds) keepFor(bus.dt);
    for (let i = 0; i < destinations.length; i += 1) hold(destinations[i]!);
    let wanted = 0;
    for (let i = 0; i < carried.length; i += 1) {
      const { classIndex, driver, bytesPerUnit } = carried[i]!;
      wanted += (classIndex >= 0 ? bus.flow[classIndex]! : driver.now) * bytesPerUnit;
    }
    overloaded(wanted);
  }

  /** All flows are known at the first step: those of one driver carry their bytes together. */
  function begin(): void {
    flows = context.through();
    destinations = portsOf(flows, addresses);
    carried = carriedOf(flows);
  }

  function keepFor(dt: number): void {
    keptSeconds = dt;
    for (const { flows: held } of destinations) for (const one of held) one.keep = exp(-dt / one.seconds);
  }

  /** Ports open: Little's law with the lag of the time that each is held. What no port is free for fails. */
  function hold({ capacity, flows: held }: Ports): void {
    const { dt } = bus;
    let total = 0;
    let opened = 0;
    for (let i = 0; i < held.length; i += 1) {
      const one = held[i]!;
      // Units of the flow's driver in this step: requests still on their way, or what its component has just set.
      const units = one.classIndex >= 0 ? bus.flow[one.classIndex]! : one.driver.now;
      one.opened = ((units * one.perUnit * one.share) / dt) * one.seconds * (1 - one.keep);
      one.open = one.open * one.keep + one.opened;
      total += one.open;
      opened += one.opened;
    }
    if (total <= capacity || opened === 0) return;
    ports.reach();
    const refused = Math.min(1, (total - capacity) / opened);
    for (const one of held) {
      one.open -= one.opened * refused;
      if (one.classIndex >= 0) failShare(one.flow, refused * Math.min(1, one.perUnit), ports);
    }
  }

  function overloaded(bytesPerStep: number): void {
    const bits = (bytesPerStep * 8) / bus.dt;
    const count = bytesPerStep / packetBytes / bus.dt;
    if (bits <= MAXIMUM_BITS_PER_SECOND && count <= MAXIMUM_PACKETS_PER_SECOND) return;
    const excess = Math.max(1 - MAXIMUM_BITS_PER_SECOND / bits, 1 - MAXIMUM_PACKETS_PER_SECOND / count);
    const limit = bits / MAXIMUM_BITS_PER_SECOND > count / MAXIMUM_PACKETS_PER_SECOND ? bandwidth : packets;
    limit.reach();
    for (const one of flows ?? []) if (one.classIndex >= 0) failShare(one, excess, limit);
  }

  function failShare({ classIndex: c, share: part }: ThroughFlow, share: number, limit: LimitCounter): void {
    const requests = bus.flow[c]! * part * share;
    bus.flow[c]! -= requests;
    limit.fail(c, requests);
  }

  function settle(): void {
    let through = 0;
    for (let i = 0; i < carried.length; i += 1) through += carried[i]!.driver.now * carried[i]!.bytesPerUnit;
    let connections = 0;
    for (let i = 0; i < destinations.length; i += 1) connections += openOf(destinations[i]!);
    bytes.now = through;
    open.now = connections * bus.dt;
  }
}

function openOf({ flows }: Ports): number {
  let open = 0;
  for (let i = 0; i < flows.length; i += 1) open += flows[i]!.open;
  return open;
}

function portsOf(through: readonly ThroughFlow[], addresses: number): Ports[] {
  const byDestination = new Map<string, Ports>();
  for (const flow of through) {
    const { destination, driver, connections, connectionSeconds } = flow.routed.flow;
    if (connections === 0) continue;
    const name = nameOf(destination);
    const behind = destination.kind === "internet" ? destination.addresses : 1;
    const known = byDestination.get(name) ?? { capacity: CONNECTIONS_PER_ADDRESS * addresses * behind, flows: [] };
    const { classIndex, share } = flow;
    known.flows.push({
      flow,
      driver,
      classIndex,
      share,
      perUnit: connections,
      seconds: connectionSeconds,
      keep: 0,
      open: 0,
      opened: 0,
    });
    byDestination.set(name, known);
  }
  return [...byDestination.values()];
}

function nameOf(destination: Destination): string {
  if (destination.kind === "aws") return `${destination.service} in ${destination.region}`;
  return destination.kind === "component" ? destination.id : destination.name;
}

function carriedOf(flows: readonly ThroughFlow[]): Carried[] {
  const byDriver = new Map<Driver, Carried>();
  for (const { routed, share, classIndex } of flows) {
    const { driver, bytesUp, bytesDown } = routed.flow;
    const one = byDriver.get(driver) ?? { driver, classIndex, bytesPerUnit: 0 };
    one.bytesPerUnit += (bytesUp + bytesDown) * share;
    byDriver.set(driver, one);
  }
  return [...byDriver.values()].filter(({ bytesPerUnit }) => bytesPerUnit > 0);
}
