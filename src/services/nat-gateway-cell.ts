/**
 * What a NAT gateway lets through: ports per destination address, bandwidth and packets, which grow with what crosses it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
import { exp } from "../math.ts";
import type { Destination } from "../network/flow.ts";
import { type Backlog, backlog } from "../simulation/backlog.ts";
import type { Driver } from "../simulation/driver.ts";
import type { LimitCounter } from "../simulation/limit.ts";
import { assumed } from "./assumed.ts";
import { IDLE_CONNECTION_SECONDS } from "./compute-kinds.ts";
import { type Doubling, doubling } from "./doubling.ts";
import type { Cell, CellContext, Limit, ThroughFlow } from "./service.ts";

const basics = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";
const THOUSAND_PER_ADDRESS = 55;
const CONNECTIONS_PER_ADDRESS = THOUSAND_PER_ADDRESS * 1000;
/** "5 Gbps of bandwidth and automatically scales up to 100 Gbps", "one million packets per second … up to ten million". */
export const BITS_PER_SECOND = { from: 5e9, to: 100e9 };
const PACKETS_PER_SECOND = { from: 1e6, to: 10e6 };

export const natGatewayLimits = {
  ports: {
    title: "simultaneous connections to one destination",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    seen: "new connections fail (ErrorPortAllocation), existing ones continue",
  },
  bandwidth: { title: "bandwidth", source: basics, seen: "packets are dropped" },
  packets: { title: "packets per second", source: basics, seen: "packets are dropped" },
} satisfies Readonly<Record<string, Limit>>;

export const natGatewayGrowth = [
  assumed(
    "natGrowth",
    "time in which a NAT gateway doubles its bandwidth and packets while more than half of them is used",
    [15, 60, 300],
    "s",
    `AWS says that it scales automatically (${basics}) and publishes no speed`,
  ),
  assumed(
    "natShrink",
    "time in which a quiet NAT gateway loses half of its bandwidth and packets",
    [14_400, 7200, 3600],
    "s",
    "AWS publishes no number; as load balancers, minutes up, hours down",
  ),
] as const;

/** Connections that one flow holds open through this gateway. */
interface Held {
  readonly flow: ThroughFlow;
  readonly driver: Driver;
  /** Class whose requests drive it, or -1. */
  readonly classIndex: number;
  readonly perUnit: number;
  readonly share: number;
  readonly seconds: number;
  /** Part of the open connections that is still open at the end of a step, where applications close them. */
  keep: number;
  open: number;
  /** Opened in this step, and the part of them still open at its end. */
  opening: number;
  opened: number;
  /** Those that nobody closes, until the gateway drops them for being idle; null where applications close. */
  readonly idle: Backlog | null;
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
  const growing = ({ from }: { readonly from: number }): Doubling =>
    doubling(from, context.assume("natGrowth"), context.assume("natShrink"));
  const bits = {
    perByte: 8,
    most: BITS_PER_SECOND,
    can: growing(BITS_PER_SECOND),
    limit: context.limit("bandwidth", ""),
  };
  const packets = {
    perByte: 1 / context.assume("natPacket"),
    most: PACKETS_PER_SECOND,
    can: growing(PACKETS_PER_SECOND),
    limit: context.limit("packets", ""),
  };
  let flows: readonly ThroughFlow[] | null = null;
  let destinations: readonly Ports[] = [];
  let carried: readonly Carried[] = [];
  let keptSeconds = 0;
  let settled = false;

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

  /** Ports open: what was, without what has been closed or dropped, and what opens. What no port is free for fails. */
  function hold({ capacity, flows: held }: Ports): void {
    const { dt } = bus;
    let total = 0;
    let opened = 0;
    for (let i = 0; i < held.length; i += 1) {
      const one = held[i]!;
      // Units of the flow's driver in this step: requests still on their way, or what its component has just set.
      const units = one.classIndex >= 0 ? bus.flow[one.classIndex]! : one.driver.now;
      one.opening = units * one.perUnit * one.share;
      openOrClose(one, dt);
      total += one.open;
      opened += one.opened;
    }
    const excess = Math.max(0, total - capacity);
    const refused = opened === 0 ? 0 : Math.min(1, excess / opened);
    if (excess > 0 && opened > 0) ports.reach();
    for (const one of held) {
      one.open -= one.opened * refused;
      one.idle?.add(one.opening * (1 - refused), bus.seconds, dt);
      if (refused > 0 && one.classIndex >= 0) failShare(one.flow, refused * Math.min(1, one.perUnit), ports);
    }
  }

  function openOrClose(one: Held, dt: number): void {
    if (one.idle === null) {
      // Little's law with the lag of the time after which they are closed, at random.
      one.opened = (one.opening / dt) * one.seconds * (1 - one.keep);
      one.open = one.open * one.keep + one.opened;
      return;
    }
    one.idle.expire(bus.seconds + dt - one.seconds);
    one.opened = one.opening * Math.min(1, one.seconds / dt);
    one.open = one.idle.amount + one.opened;
  }

  function overloaded(bytesPerStep: number): void {
    grow(bits, bytesPerStep);
    grow(packets, bytesPerStep);
    settled = true;
    const inBits = tooMuch(bits, bytesPerStep);
    const inPackets = tooMuch(packets, bytesPerStep);
    const share = Math.max(inBits, inPackets);
    if (share <= 0) return;
    const { limit, can } = inBits >= inPackets ? bits : packets;
    limit.value =
      limit === bits.limit
        ? `${(can.perSecond / 1e9).toFixed(1)} Gbit/s`
        : `${(can.perSecond / 1e6).toFixed(1)} M packets/s`;
    limit.reach();
    for (const one of flows ?? []) if (one.classIndex >= 0) failShare(one, share, limit);
  }

  /** Towards twice what crosses it, within AWS's bounds; the period begins as if its first load had been there before. */
  function grow({ perByte, most, can }: typeof bits, bytesPerStep: number): void {
    const target = Math.min(most.to, Math.max(most.from, (2 * bytesPerStep * perByte) / bus.dt));
    if (!settled) can.reset(target);
    can.step(target, bus.dt);
  }

  /** Share of what would cross that is too much. */
  function tooMuch({ perByte, can }: typeof bits, bytesPerStep: number): number {
    const wanted = bytesPerStep * perByte;
    return wanted > can.amount ? 1 - can.amount / wanted : 0;
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
      opening: 0,
      opened: 0,
      idle: connectionSeconds >= IDLE_CONNECTION_SECONDS ? backlog(1024) : null,
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
