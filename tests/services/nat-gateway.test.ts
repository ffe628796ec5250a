import { expect, test } from "vitest";
import type { Flow } from "../../src/network/flow.ts";
import { natGateway } from "../../src/services/nat-gateway.ts";
import type { ThroughFlow } from "../../src/services/service.ts";
import { exp } from "../../src/math.ts";
import { driver } from "../../src/simulation/driver.ts";
import { alone, type AloneOptions, requestClass } from "../support/service-alone.ts";

const page = requestClass({ name: "page" });
const checkout = requestClass({ name: "checkout", index: 1 });

/** What classes 0, 1 … call, one connection of 60 s per request; the whole of it takes this gateway. */
function calls(classIndex: number, of: Partial<Flow> = {}, share = 1): ThroughFlow {
  const flow: Flow = {
    from: "app",
    destination: { kind: "internet", name: "payment", addresses: 1 },
    driver: driver({ component: "traffic", name: "served", unit: "1/s" }, 1, 0),
    bytesUp: 0,
    bytesDown: 0,
    connections: 1,
    connectionSeconds: 60,
    cause: "calls",
    assumptions: [],
    ...of,
  };
  const path = { kind: "nat", carrier: "it", share, crossZoneShare: 0, crossZoneSides: 2 } as const;
  return { routed: { flow, paths: [path] }, share, classIndex };
}

function gateway(through: readonly ThroughFlow[], config: object = {}, options: AloneOptions = {}) {
  return alone(natGateway, config, { classes: [page, checkout], through, ...options });
}

/** After `seconds` of constant requests a second by class. */
function after(it: ReturnType<typeof gateway>, seconds: number, perSecond: readonly number[], dt = 1) {
  let last = it.step(
    dt,
    perSecond.map((n) => n * dt),
  );
  for (let at = dt; at < seconds; at += dt)
    last = it.step(
      dt,
      perSecond.map((n) => n * dt),
    );
  it.cell!.settle!();
  return { ...last, open: it.driver("connections").now / dt };
}

test("hours in which it stands are whole, bytes of both directions count once", () => {
  // From 10:30 to 12:00.
  const it = gateway([], {}, { hours: 3, activeSeconds: [1800, 3600, 0] });
  it.driver("carried up").hours.set([100, 20, 0]);
  it.driver("carried down").hours.set([900, 80, 0]);
  expect(it.meters()).toEqual({ hours: 2 * 3600, bytes: 1100 });
});

test("open connections follow Little's law, with the lag of the time that each is held", () => {
  const it = gateway([calls(0)]);
  expect(after(it, 60, [100]).open).toBeCloseTo(100 * 60 * (1 - 1 / Math.E), 6);
  expect(after(it, 6000, [100]).open).toBeCloseTo(6000, 6);
  expect(after(it, 60, [0]).open).toBeCloseTo(6000 / Math.E, 6);
});

test("the lag does not depend on the step", () => {
  expect(after(gateway([calls(0)]), 120, [100], 60).open).toBeCloseTo(
    after(gateway([calls(0)]), 120, [100], 0.5).open,
    6,
  );
});

test("one address has 55,000 ports for one destination address; what finds none fails, what is open stays", () => {
  const it = gateway([calls(0)]);
  const { served, failed, open } = after(it, 1200, [1000]);
  // 55,000 ports of 60 s each: 916.67 new ones a second, once 60 s × ln(60 / 5) have filled them.
  expect(open).toBe(55_000);
  expect(served[0]).toBeCloseTo(55_000 / 60, 0);
  expect(served[0]! + failed[0]!).toBeCloseTo(1000, 9);
  expect([it.limit("ports")!.value, it.limit("ports")!.firstSeconds[0]]).toEqual(["55,000 per destination", 149]);
});

test.each([
  [{ addresses: 2 }, 1, 110_000],
  [{ addresses: 1 }, 3, 165_000],
  [{ addresses: 8 }, 2, 880_000],
])("%j and %d addresses of the destination: %d ports", (config, addresses, ports) => {
  const it = gateway([calls(0, { destination: { kind: "internet", name: "payment", addresses } })], config);
  expect(after(it, 3600, [20_000], 60).open).toBe(ports);
});

test("flows to one destination share its ports; flows to another have their own", () => {
  const elsewhere = { destination: { kind: "internet", name: "search", addresses: 1 } } as const;
  const shared = gateway([calls(0), calls(1)]);
  expect(after(shared, 1200, [600, 600]).open).toBeCloseTo(55_000, 6);
  const both = after(shared, 1, [600, 600]);
  expect(both.failed[0]).toBeCloseTo(both.failed[1]!, 9);
  expect(both.failed[0]).toBeGreaterThan(100);
  expect(after(gateway([calls(0), calls(1, elsewhere)]), 1200, [600, 600]).failed).toEqual([0, 0]);
});

test("a request that opens a connection now and then fails as seldom; kept connections never do", () => {
  const rare = after(gateway([calls(0, { connections: 0.2 })]), 1200, [10_000]);
  // 2,000 connections a second against 917: 54 % of one in five.
  expect(rare.failed[0]! / 10_000).toBeCloseTo(0.2 * (1 - 55_000 / 60 / 2000), 2);
  expect(after(gateway([calls(0, { connections: 0 })]), 1200, [10_000]).failed[0]).toBe(0);
});

test("a gateway in each of three zones has a third of the flow, and fails a third", () => {
  const third = after(gateway([calls(0, {}, 1 / 3)]), 1200, [3000]);
  expect(third.open).toBe(55_000);
  expect(third.failed[0]).toBeCloseTo(1000 - 55_000 / 60, 0);
});

test("what nobody closes is dropped after 350 s without a packet: until then no port comes back", () => {
  const left = () => gateway([calls(0, { connectionSeconds: 350 })]);
  expect(after(left(), 200, [100]).open).toBeCloseTo(20_000, 6);
  expect(after(left(), 349, [100]).open).toBeCloseTo(34_900, 6);
  expect(after(left(), 3600, [100]).open).toBeCloseTo(35_000, 6);
  expect(after(left(), 3600, [100], 60).open).toBeCloseTo(35_000, 6);
  // 55,000 ports at 200 a second last for 275 s, and 75 s later the first come back.
  const it = left();
  const failing = Array.from({ length: 360 }, () => it.step(1, [200]).failed[0]! > 0);
  expect([failing.indexOf(true), failing.lastIndexOf(true)]).toEqual([275, 349]);
});

test("beyond 100 Gbit/s, or 10 M packets a second, the excess is dropped", () => {
  // 25 MB a request: 1,000 a second are 200 Gbit/s.
  const wide = gateway([calls(0, { bytesDown: 25e6, connections: 0 })], {}, { assume: { natPacket: 8000 } });
  expect(wide.step(1, [1000])).toEqual({ served: [500, 0], failed: [500, 0] });
  expect([wide.limit("bandwidth")!.failed[0], wide.limit("packets")!.failed[0]]).toEqual([500, 0]);
  expect(wide.limit("bandwidth")!.value).toBe("100.0 Gbit/s");
  // 200-byte packets: 2.5 GB a second are 12.5 M of them.
  const small = gateway([calls(0, { bytesDown: 2.5e6, connections: 0 })], {}, { assume: { natPacket: 200 } });
  expect(small.step(1, [1000]).failed[0]).toBeCloseTo(200, 9);
  expect(small.limit("packets")!.failed[0]).toBeCloseTo(200, 9);
});

test("it starts with 5 Gbit/s and doubles while more than half is used: 20 Gbit/s after two doublings of 60 s", () => {
  // 2.5 MB a request: 1,000 a second are 20 Gbit/s.
  const it = gateway([calls(0, { bytesDown: 2.5e6, connections: 0 })], {}, { assume: { natPacket: 8000 } });
  it.step(60, [0]);
  const failed = Array.from({ length: 130 }, () => it.step(1, [1000]).failed[0]!);
  expect(failed[0]! / 1000).toBeCloseTo(0.75, 2);
  expect(failed[59]! / 1000).toBeCloseTo(0.5, 2);
  expect(failed[118]).toBeGreaterThan(0);
  expect(failed.slice(120)).toEqual(Array.from({ length: 10 }, () => 0));
  expect(it.limit("bandwidth")!.firstValue[0]).toBe("5.1 Gbit/s");
});

test("agents and image pulls hold ports too, by the amounts of their own driver", () => {
  const launches = driver({ component: "app", name: "launches", unit: "1/s" }, 1, 0);
  const it = gateway([calls(-1, { driver: launches, bytesDown: 1000 })]);
  launches.now = 30;
  it.step(1);
  it.cell!.settle!();
  expect(it.driver("connections").now).toBeCloseTo(30 * 60 * (1 - exp(-1 / 60)), 9);
  expect(it.driver("throughput").now).toBe(30_000);
});

test("addresses are one to eight", () => {
  expect([0, 9, 1.5].map((addresses) => natGateway.config.safeParse({ addresses }).success)).toEqual([
    false,
    false,
    false,
  ]);
  expect(natGateway.config.parse({})).toEqual({ addresses: 1 });
});
