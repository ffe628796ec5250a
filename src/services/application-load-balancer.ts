/**
 * Application Load Balancer: clock hours, and LCUs by the hour: each dimension averaged over the hour, then the largest.
 * Capacity grows with traffic at a speed AWS does not publish (an assumption), or is reserved.
 * https://aws.amazon.com/elasticloadbalancing/pricing/
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { amount, count } from "../quantities.ts";
import { exp } from "../math.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { answeredByBalancer, isFrontDoor, throughBalancer } from "./front-door.ts";
import { wholeHours } from "./hour-columns.ts";
import { type Cell, type CellContext, type Meter, service } from "./service.ts";
import { responsesToViewers } from "./viewer-flow.ts";

const config = z.strictObject({
  /** Listener rules evaluated per request; the first 10 are free. */
  rules: count(0).default(5),
  /** LCUs reserved all the time; `prepare:` raises it for an event. At least 100 when any. */
  reserved_lcu: amount().default(0),
});
type Config = z.output<typeof config>;

const pricing = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const reservation =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html";
const operation = "LoadBalancing:Application";
const FREE_RULES = 10;
/** Bytes in an hour that are one LCU: "1 GB per hour for EC2 instances, containers, and IP addresses", "0.4 GB" for functions. */
const FUNCTION_BYTES = 0.4 * GIGABYTE;

/** What one hour of an Application Load Balancer carried. */
export interface LcuHour {
  readonly newConnections: number;
  /** Connections active at the same time, averaged over the hour's minutes. */
  readonly activeConnections: number;
  readonly bytes: number;
  /** Of other bytes, those to and from Lambda functions. */
  readonly functionBytes?: number;
  /** Requests × (rules − 10). */
  readonly ruleEvaluations: number;
}

/**
 * LCUs of one hour: the largest of the four dimensions, not their sum. 25 new connections a second, 3,000 active ones,
 * 1 GB an hour (0.4 GB with functions as targets), 1,000 rule evaluations a second are one LCU each.
 * `lcuHours({ newConnections: 3600, activeConnections: 180, bytes: 1.08 * 2 ** 30, ruleEvaluations: 0 }) === 1.08`.
 */
export function lcuHours(hour: LcuHour): number {
  const { newConnections, activeConnections, bytes, functionBytes = 0, ruleEvaluations } = hour;
  return Math.max(
    newConnections / HOUR_SECONDS / 25,
    activeConnections / 3_000,
    bytes / GIGABYTE + functionBytes / FUNCTION_BYTES,
    ruleEvaluations / HOUR_SECONDS / 1_000,
  );
}

function lcuMeter(title: string): Meter<Config> {
  return {
    title,
    price: { serviceCode: "AWSELB", usageType: "LCUUsage", operation },
    unit: "LCU-Hrs",
    size: 1,
    rounding: "exact",
    infracost: { name: "Load balancer capacity units", unit: "LCU" },
    filters: { productFamily: "Load Balancer-Application", locationType: "AWS Region" },
  };
}

export const applicationLoadBalancer = service<Config>({
  kind: "application_load_balancer",
  title: "Application Load Balancer",
  sources: [pricing, reservation],
  config,
  assumptions: [
    {
      id: "albFloor",
      what: "capacity of a balancer that has been quiet",
      low: 200,
      typical: 100,
      high: 50,
      unit: "LCU",
      baseUnits: 1,
      source: "AWS publishes no number; the smallest reservation is 100 LCU",
      confidence: "C",
    },
    {
      id: "albDoubling",
      what: "time in which a loaded balancer doubles its capacity",
      low: 150,
      typical: 300,
      high: 513,
      unit: "s",
      baseUnits: 1,
      source:
        "typical: AWS's advice to reserve when traffic more than doubles in under five minutes; high: its older advice for Classic " +
        "Load Balancers, 50% more in five minutes; no number in the documentation",
      confidence: "C",
    },
    {
      id: "albShrink",
      what: "time in which an idle balancer halves its capacity",
      low: 14_400,
      typical: 7_200,
      high: 3_600,
      unit: "s",
      baseUnits: 1,
      source: "minutes up, hours down: third-party observations",
      confidence: "C",
    },
    {
      id: "albConnSeconds",
      what: "time a connection to the balancer stays open",
      low: 10,
      typical: 60,
      high: 120,
      unit: "s",
      baseUnits: 1,
      source: "the balancer's idle timeout of 60 s",
      confidence: "C",
    },
  ],
  meters: {
    hours: {
      title: "Hours",
      price: { serviceCode: "AWSELB", usageType: "LoadBalancerUsage", operation },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "Application load balancer", unit: "hours" },
      filters: { productFamily: "Load Balancer-Application", locationType: "AWS Region" },
    },
    lcu: lcuMeter("LCUs"),
    // No product of its own in the catalogue: priced as LCUUsage, a listed gap.
    reserved: {
      ...lcuMeter("Reserved LCUs"),
      price: { serviceCode: "AWSELB", usageType: "ReservedLCUUsage", operation },
      unit: "ReservedLCU-Hr",
    },
  },
  limits: {
    capacity: {
      title: "capacity",
      source: "assumption: AWS publishes no growth rate",
      seen: "HTTP 503 from the balancer",
    },
  },
  prepares: ["reserved_lcu"],
  terraform: {
    aws_lb: { config: ({ load_balancer_type: type }) => ((type ?? "application") === "application" ? {} : null) },
    aws_lb_listener: { free: "part of the load balancer" },
    aws_lb_listener_rule: { free: "what rules evaluate is part of the LCUs" },
    aws_lb_target_group: { free: "part of the load balancer" },
    aws_lb_target_group_attachment: { free: "part of the load balancer" },
  },
  cell,
  flows(_of, context): Flow[] {
    return isFrontDoor(context) ? responsesToViewers(context, answeredByBalancer(context)) : [];
  },
  block(of, context) {
    context.meter("hours", wholeHours(context.activeSeconds));
    const connections = context.driver("new connections").hours;
    const bytes = context.driver("bytes").hours;
    const functionBytes = context.driver("bytes of functions").hours;
    const requests = context.driver("requests").hours;
    const openSeconds = context.assume("albConnSeconds");
    const reserved = context.preparedHours("reserved_lcu", of.reserved_lcu);
    const used = connections.map((newConnections, h) =>
      lcuHours({
        newConnections,
        activeConnections: (newConnections / HOUR_SECONDS) * openSeconds,
        bytes: bytes[h]!,
        functionBytes: functionBytes[h]!,
        ruleEvaluations: requests[h]! * Math.max(0, of.rules - FREE_RULES),
      }),
    );
    // Reserved units are billed as reserved; what an hour uses above them is billed as used.
    context.meter(
      "lcu",
      used.map((lcu, h) => Math.max(0, lcu - reserved[h]!)),
    );
    context.meter("reserved", reserved);
  },
});

function cell(of: Config, context: CellContext): Cell {
  const { bus, classes } = context;
  const requests = context.driver("requests", "1/s");
  const connections = context.driver("new connections", "1/s");
  const bytes = context.driver("bytes", "bytes/s");
  const functionBytes = context.driver("bytes of functions", "bytes/s");
  const load = context.driver("load", "LCU");
  const grown = context.driver("capacity", "LCU");
  const limit = context.limit("capacity", "");
  const floor = context.assume("albFloor");
  const growth = Math.LN2 / context.assume("albDoubling");
  const shrinkage = Math.LN2 / context.assume("albShrink");
  const reserved = context.prepared("reserved_lcu", of.reserved_lcu);
  const mine = isFrontDoor(context) ? throughBalancer(context) : new Uint8Array(context.classes.length);
  const openSeconds = context.assume("albConnSeconds");
  const functions = context.all("lambda");
  const rules = Math.max(0, of.rules - FREE_RULES);
  const perRequest = classes.map(({ compute, newConnections, bytesIn, bytesOut }) => ({
    newConnections,
    bytesIn,
    bytesOut,
    isFunction: functions.includes(compute ?? ""),
  }));
  const passing = new Float64Array(classes.length);
  /** Share of what passed in the last step that was answered: a request that times out brings no response back. */
  const answered = new Float64Array(classes.length).fill(1);
  // One object, because a captured variable would be allocated anew at every assignment.
  const self = { capacity: floor, dt: 0, grows: 1, shrinks: 1 };
  let settled = false;

  return { stage: "balancer", step, settle, waiting: () => 0 };

  function step(): void {
    const { dt, flow, seconds } = bus;
    let arriving = 0;
    let opened = 0;
    let volume = 0;
    let functionVolume = 0;
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      const one = perRequest[c]!;
      arriving += flow[c]!;
      opened += flow[c]! * one.newConnections;
      const expected = flow[c]! * (one.bytesIn + answered[c]! * one.bytesOut);
      if (one.isFunction) functionVolume += expected;
      else volume += expected;
    }
    const lcu = Math.max(
      opened / dt / 25,
      ((opened / dt) * openSeconds) / 3_000,
      ((volume / GIGABYTE + functionVolume / FUNCTION_BYTES) / dt) * HOUR_SECONDS,
      ((arriving / dt) * rules) / 1_000,
    );
    const held = reserved(seconds);
    // The period begins as if its first load had been there before.
    if (!settled) self.capacity = Math.max(floor, 2 * lcu);
    settled = true;
    grow(lcu, held);
    const { capacity } = self;
    const passed = lcu > capacity ? capacity / lcu : 1;
    if (passed < 1) {
      limit.value = `${Math.round(capacity)} LCU`;
      for (let c = 0; c < classes.length; c += 1) {
        if (mine[c] === 0) continue;
        const refused = flow[c]! * (1 - passed);
        flow[c]! -= refused;
        limit.fail(c, refused);
      }
    }
    passing.set(flow);
    requests.now = arriving;
    connections.now = opened * passed;
    load.now = lcu * dt;
    grown.now = capacity * dt;
  }

  /** Requests in, and the responses of those that were served. */
  function settle(): void {
    bytes.now = 0;
    functionBytes.now = 0;
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      const one = perRequest[c]!;
      const served = bus.flow[c]!;
      const carried = passing[c]! * one.bytesIn + served * one.bytesOut;
      if (one.isFunction) functionBytes.now += carried;
      else bytes.now += carried;
      // What had waited is answered as well, so that more may come back than passed.
      if (passing[c]! > 0) answered[c] = served < passing[c]! ? served / passing[c]! : 1;
    }
  }

  /** Exponential growth while more than half of the capacity is used; slow decay towards the floor while less is. */
  function grow(lcu: number, held: number): void {
    const { dt } = bus;
    if (dt !== self.dt) {
      self.dt = dt;
      self.grows = exp(growth * dt);
      self.shrinks = exp(-shrinkage * dt);
    }
    const { capacity } = self;
    const next =
      lcu > capacity / 2 ? Math.min(capacity * self.grows, Math.max(capacity, lcu * 2)) : capacity * self.shrinks;
    self.capacity = Math.max(next, floor, held);
  }
}
