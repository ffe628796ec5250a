/**
 * What a Network Load Balancer lets through: its bandwidth, which rises in a straight line while more than half of it is used and
 * sinks slowly while less is. Exact for a load that stays the same over a step, however long that is.
 */
import { exp } from "../math.ts";
import { MINUTE_SECONDS } from "../units.ts";
import { isFrontDoor, throughBalancer } from "./front-door.ts";
import type { Cell, CellContext } from "./service.ts";

const BITS = 8;
/** Bits per second in one reserved LCU: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/capacity-unit-reservation.html */
const RESERVED_BITS_PER_SECOND = 2.2e6;

export function networkLoadBalancerCell(of: { readonly reserved_lcu: number }, context: CellContext): Cell {
  const { bus, classes } = context;
  const requests = context.driver("requests", "1/s");
  const connections = context.driver("new connections", "1/s");
  const bytes = context.driver("bytes", "bytes/s");
  const bandwidth = context.driver("bandwidth", "bytes/s");
  const limit = context.limit("bandwidth", "");
  const floor = context.assume("nlbFloor") / BITS;
  const growth = context.assume("nlbGrowth") / BITS / MINUTE_SECONDS;
  const shrinkage = Math.LN2 / context.assume("nlbShrink");
  const reserved = context.prepared("reserved_lcu", of.reserved_lcu);
  const mine = isFrontDoor(context) ? throughBalancer(context) : new Uint8Array(classes.length);
  const passing = new Float64Array(classes.length);
  /** Share of what passed in the last step that was answered: a request that times out brings no response back. */
  const answered = new Float64Array(classes.length).fill(1);
  /** Bytes per second at the end of the last step. */
  let capacity = floor;
  let settled = false;

  return { stage: "balancer", step, settle, waiting: () => 0 };

  function step(): void {
    const { dt, flow, seconds } = bus;
    let arriving = 0;
    let opened = 0;
    let volume = 0;
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      const one = classes[c]!;
      arriving += flow[c]!;
      opened += flow[c]! * one.newConnections;
      volume += flow[c]! * (one.bytesIn + answered[c]! * one.bytesOut);
    }
    const load = volume / dt;
    // The period begins as if its first load had been there before.
    if (!settled) capacity = Math.max(floor, 2 * load);
    settled = true;
    capacity = Math.max(capacity, floor, (reserved(seconds) * RESERVED_BITS_PER_SECOND) / BITS);
    limit.value = `${((capacity * BITS) / 1e9).toFixed(1)} Gbit/s`;
    const passed = volume > 0 ? Math.min(1, through(load, dt) / volume) : 1;
    if (passed < 1) refuse(1 - passed);
    move(load, dt);
    passing.set(flow);
    requests.now = arriving;
    connections.now = opened * passed;
    bandwidth.now = capacity * dt;
  }

  /** Requests in, and the responses of those that were served. */
  function settle(): void {
    bytes.now = 0;
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      const served = bus.flow[c]!;
      bytes.now += passing[c]! * classes[c]!.bytesIn + served * classes[c]!.bytesOut;
      // What had waited is answered as well, so that more may come back than passed.
      if (passing[c]! > 0) answered[c] = served < passing[c]! ? served / passing[c]! : 1;
    }
  }

  /** Bytes of a load of `load` per second that pass in `dt` seconds, while the capacity rises towards it. */
  function through(load: number, dt: number): number {
    if (load <= capacity) return load * dt;
    const rising = Math.min(dt, (load - capacity) / growth);
    return capacity * rising + (growth * rising * rising) / 2 + load * (dt - rising);
  }

  function refuse(share: number): void {
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      const refused = bus.flow[c]! * share;
      bus.flow[c]! -= refused;
      limit.fail(c, refused);
    }
  }

  function move(load: number, dt: number): void {
    const wanted = Math.max(floor, 2 * load);
    if (wanted > capacity) capacity = Math.min(wanted, capacity + growth * dt);
    else capacity = Math.max(wanted, capacity * exp(-shrinkage * dt));
  }
}
