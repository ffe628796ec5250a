/**
 * Bytes per hour on every path, from the drivers' hour totals. Senders' counters and the paths' counters are added up apart:
 * that both agree is a tested invariant.
 */
import type { Destination } from "./flow.ts";
import type { RoutedFlow } from "./route.ts";

/** Bytes of one carrier, per hour of the period. */
export interface Carried {
  readonly bytesUp: Float64Array;
  readonly bytesDown: Float64Array;
  /** Ids of the assumptions in what it carries. */
  readonly assumptions: Set<string>;
}

export interface Network {
  /** By component id: NAT gateways, NAT instances, endpoints, peerings, transit gateways, VPNs. */
  readonly carriers: ReadonlyMap<string, Carried>;
  /** Out to the internet, from each Region; up only, for bytes in are free. */
  readonly internetOut: ReadonlyMap<string, Float64Array>;
  /** Charged zone crossings, each byte counted once per charged side. */
  readonly crossZone: ReadonlyMap<string, Float64Array>;
  /** From Region to Region, key `from>to`. */
  readonly interRegion: ReadonlyMap<string, Float64Array>;
  /** Everything each component sent and received, counted at the sender. */
  readonly senders: ReadonlyMap<string, Carried>;
}

/** Adds up all flows. `regionOf` gives a component's Region. */
export function carry(routed: readonly RoutedFlow[], hours: number, regionOf: (component: string) => string): Network {
  const carriers = new Map<string, Carried>();
  const internetOut = new Map<string, Float64Array>();
  const crossZone = new Map<string, Float64Array>();
  const interRegion = new Map<string, Float64Array>();
  const senders = new Map<string, Carried>();
  const column = (map: Map<string, Float64Array>, key: string): Float64Array => {
    const known = map.get(key) ?? new Float64Array(hours);
    map.set(key, known);
    return known;
  };
  const both = (map: Map<string, Carried>, key: string): Carried => {
    const known = map.get(key) ?? {
      bytesUp: new Float64Array(hours),
      bytesDown: new Float64Array(hours),
      assumptions: new Set<string>(),
    };
    map.set(key, known);
    return known;
  };

  for (const { flow, paths } of routed) {
    const { driver, destination, bytesUp, bytesDown } = flow;
    const region = regionOf(flow.from);
    const sent = both(senders, flow.from);
    add(sent.bytesUp, driver.hours, bytesUp);
    add(sent.bytesDown, driver.hours, bytesDown);
    for (const path of paths) {
      if (path.kind === "unreachable") continue;
      const up = bytesUp * path.share;
      const down = bytesDown * path.share;
      for (const [carrier, sends, receives] of carriedBy(path, destination, up, down)) {
        const carried = both(carriers, carrier);
        add(carried.bytesUp, driver.hours, sends);
        add(carried.bytesDown, driver.hours, receives);
        for (const id of flow.assumptions) carried.assumptions.add(id);
      }
      if (path.crossZoneShare > 0) {
        add(column(crossZone, region), driver.hours, (bytesUp + bytesDown) * path.crossZoneShare * path.crossZoneSides);
      }
      // A VPN runs over the internet: https://aws.amazon.com/vpn/pricing/
      if (destination.kind === "internet" || destination.kind === "on_premises")
        add(column(internetOut, region), driver.hours, up);
      const there = destination.kind === "aws" ? destination.region : region;
      const other = destination.kind === "component" ? regionOf(destination.id) : there;
      if (other !== region) {
        add(column(interRegion, `${region}>${other}`), driver.hours, up);
        add(column(interRegion, `${other}>${region}`), driver.hours, down);
      }
    }
  }
  return { carriers, internetOut, crossZone, interRegion, senders };
}

/**
 * Who carries a path, and which bytes: usually one, and all of them. Of two transit gateways each takes what is sent into it from
 * its own side (https://aws.amazon.com/transit-gateway/pricing/); to one's own premises the gateway and the VPN each carry all.
 */
function carriedBy(
  { carrier, onward }: RoutedFlow["paths"][number],
  destination: Destination,
  up: number,
  down: number,
): (readonly [carrier: string, bytesUp: number, bytesDown: number])[] {
  if (carrier === null) return [];
  if (onward === undefined) return [[carrier, up, down]];
  if (destination.kind === "on_premises")
    return [
      [carrier, up, down],
      [onward, up, down],
    ];
  return [
    [carrier, up, 0],
    [onward, down, 0],
  ];
}

function add(into: Float64Array, hours: Float64Array, factor: number): void {
  if (factor === 0) return;
  for (let h = 0; h < into.length; h += 1) into[h]! += hours[h]! * factor;
}
