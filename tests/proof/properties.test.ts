/** What holds for every scenario, looked for in random small ones. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimal, ZERO, type Decimal } from "../../src/decimal.ts";
import { jsonReport } from "../../src/report/json.ts";
import { rate } from "../../src/rating/rate.ts";
import { ratingOptions } from "../../src/scenario/rating-options.ts";
import type { RoutedFlow } from "../../src/network/route.ts";
import { anyDrop, anyScenario, changed, readSmall, type SmallScenario } from "../support/scenario-arbitrary.ts";
import { estimateOf, pricesOf, runOf, type RunOf } from "../support/estimate-text.ts";

/** The same scenarios every time; another seed looks elsewhere: `SEED=7 npx vitest run tests/proof`. */
const seed = Number(process.env["SEED"] ?? 1);
function always(
  scenarios: fc.Arbitrary<SmallScenario>,
  numRuns: number,
  holds: (written: SmallScenario) => void,
): void {
  fc.assert(fc.property(scenarios, holds), { numRuns, seed });
}

const total = (values: Iterable<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
const totalOf = (written: SmallScenario): Decimal => decimal(estimateOf(readSmall(written)).bill.total);
/** Equal but for what adding doubles in another order changes. */
function expectSame(a: number, b: number, what: string): void {
  expect(Math.abs(a - b), `${what}: ${a} and ${b}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
}

test("every request is answered, given up, or still inside at the end", () => {
  always(anyScenario, 100, (written) => {
    const { model, run } = runOf(readSmall(written));
    for (const { name, index } of model.classes) {
      const count = (of: "requests" | "onTime" | "late" | "failed") =>
        total(run.tallies.map((tally) => tally[of][index]!));
      const accounted = count("onTime") + count("late") + count("failed") + run.unfinished[index]!;
      expectSame(count("requests"), accounted, name);
    }
  });
});

test("what components send is what paths carry, byte for byte", () => {
  always(anyScenario, 100, (written) => {
    const { run } = runOf(readSmall(written));
    for (const direction of ["bytesUp", "bytesDown"] as const) {
      const sent = total([...run.network.senders.values()].map((bytes) => total(bytes[direction])));
      const carried = total([...run.network.carriers.values()].map((bytes) => total(bytes[direction])));
      expectSame(sent, carried + total(run.routed.map((flow) => withoutCarrier(flow, direction))), direction);
    }
    for (const { paths } of run.routed) expectSame(total(paths.map(({ share }) => share)), 1, "shares of a flow");
  });
});

/** Bytes of a flow that nothing of ours carries: inside of the VPC, by the internet gateway, or not at all. */
function withoutCarrier({ flow, paths }: RoutedFlow, direction: "bytesUp" | "bytesDown"): number {
  const share = total(paths.filter(({ carrier }) => carrier === null).map((path) => path.share));
  return total(flow.driver.hours) * flow[direction] * share;
}

test("each byte through NAT is billed once", () => {
  always(anyScenario, 50, (written) => {
    const { run, usages } = runOf(readSmall(written));
    const gateways = [...run.network.carriers].filter(([id]) => id.startsWith("nat"));
    const carried = total(gateways.map(([, { bytesUp, bytesDown }]) => total(bytesUp) + total(bytesDown)));
    const billed = usages.filter(({ selector }) => selector.usageType === "NatGateway-Bytes");
    expectSame(total(billed.map(({ quantity }) => Number(quantity))), carried / 1024 ** 3, "GB through NAT");
  });
});

test("splitting what was used among components never changes the bill", () => {
  always(anyScenario, 30, (written) => {
    const scenario = readSmall(written);
    const { usages } = runOf(scenario);
    const parts = usages.flatMap((usage, i) => {
      const part = usage.quantity.times(decimal(`0.${i % 10}`));
      return [
        { ...usage, component: "one", quantity: part },
        { ...usage, component: "other", quantity: usage.quantity.minus(part) },
      ];
    });
    const bill = (of: RunOf["usages"]) => rate(of, pricesOf(scenario), ratingOptions(scenario));
    expect(bill(parts).total.toString()).toBe(bill(usages).total.toString());
  });
});

test("more traffic never costs less, where everything is served", () => {
  always(anyScenario, 100, (written) => {
    const served = (factor: number) => {
      const more = changed(written, ({ traffic }) => {
        traffic.baseline.mean = `${Number.parseFloat(traffic.baseline.mean) * factor}/s`;
      });
      const { survival, bill } = estimateOf(readSmall(more));
      return survival?.failed === "0" ? decimal(bill.total) : null;
    };
    const [less, more] = [served(1), served(1.5)];
    if (less === null || more === null) return;
    expect(more.gte(less), `${less.toString()}, then ${more.toString()}`).toBe(true);
  });
});

test("an event that is left out changes nothing before it", () => {
  always(anyDrop, 60, (written) => {
    const scenario = readSmall(written);
    const [first] = scenario.traffic.events;
    const [whole, without] = [runOf(scenario), runOf(scenario, { without: [first!.name] })];
    const steps = whole.run.grid.startSeconds.filter((start) => start < first!.at).length;
    expect(steps).toBeGreaterThan(0);
    for (const [i, { component, name, steps: values }] of whole.run.drivers.entries()) {
      const other = without.run.drivers[i]!.steps.subarray(0, steps);
      expect(values.subarray(0, steps), `${component}.${name}`).toEqual(other);
    }
  });
});

test("an S3 gateway endpoint never raises the bill", () => {
  always(anyScenario, 60, (written) => {
    const endpoints = (...names: string[]) =>
      changed(written, ({ architecture: { network } }) => {
        network.gateway_endpoints = [...network.gateway_endpoints.filter((name) => name !== "s3"), ...names];
      });
    // Without NAT, bytes that had no way before may now be sent, and change what happens: only the others can be compared.
    if (written.architecture.network.nat === "none") return;
    expect(totalOf(endpoints("s3")).lte(totalOf(endpoints()))).toBe(true);
  });
});

test("allowances never raise a bill, and never make it negative", () => {
  always(anyScenario, 60, (written) => {
    const cost = (allowances: string) => totalOf(changed(written, (copy) => Object.assign(copy, { allowances })));
    const free = cost("always_free");
    expect(free.gte(ZERO) && free.lte(cost("none"))).toBe(true);
  });
});

test("without its events a scenario has no event costs", () => {
  always(anyDrop, 20, (written) => {
    const scenario = readSmall(written);
    const names = scenario.traffic.events.map(({ name }) => name);
    const estimate = estimateOf(scenario, { without: names });
    expect(estimate.survival?.events).toEqual([]);
    // The event's cost is exactly the difference.
    const costs = names.map((name) => estimateOf(scenario).survival?.events.find((event) => event.name === name)?.cost);
    const alone = names.map((name) => estimateOf(scenario, { without: [name] }).bill.total);
    const whole = decimal(estimateOf(scenario).bill.total);
    expect(costs).toEqual(alone.map((other) => whole.minus(decimal(other)).toString()));
  });
});

test("without traffic nothing fails", () => {
  always(anyScenario, 40, (written) => {
    const silent = changed(written, ({ traffic }) => {
      traffic.baseline.mean = "0/s";
    });
    const { survival } = estimateOf(readSmall(silent));
    expect([survival?.verdict, survival?.requests, survival?.failed]).toEqual(["survives", "0", "0"]);
  });
});

test("the same scenario gives the same bytes", () => {
  always(anyScenario, 20, (written) => {
    expect(jsonReport(estimateOf(readSmall(written)))).toBe(jsonReport(estimateOf(readSmall(written))));
  });
});
