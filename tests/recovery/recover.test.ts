import { expect, test } from "vitest";
import { ordersWanted } from "../../src/recovery/loss.ts";
import { disaster, recover } from "../../src/recovery/recover.ts";
import type { Pattern } from "../../src/scenario/recovery-schema.ts";
import { scenarioOf } from "../support/estimate-text.ts";

const shop = (recovery: string, traffic = "baseline: { mean: 900/s }") =>
  scenarioOf(`
region: us-east-1
period: { start: 2026-11-20, hours: 6 }
traffic: { ${traffic}, mix: { page: 80%, checkout: 20% }, noise: 0% }
classes: { page: { cache: { ttl: 0s }, calls: {} }, checkout: { calls: {} } }
recovery: { ${recovery} }
quotas: { fargate_vcpu: 400 }
assume: { cpuPage: 80ms, cpuCo: 60ms, dbPage: 1ms, dbCo: 1ms }
architecture:
  network: { azs: 2, nat: none }
  balancer: {}
  app: { min: 40, max: 120, scaling: { cpu: 55% } }
  database: { min: 16, max: 64 }
`);
const quick = { draws: 60, simulated: 3 };
const recoverAs = (pattern: Pattern, recovery = "quotas: { fargate_vcpu: 400 }") =>
  recover(disaster(shop(recovery)), pattern, quick);
const step = (of: ReturnType<typeof recover>, name: string) => of.budget.find((one) => one.step === name);

test("the more stands ready, the sooner it is back", () => {
  const patterns = ["backup_and_restore", "pilot_light", "warm_standby", "active_active"] as const;
  const medians = patterns.map((pattern) => recoverAs(pattern).rto.p50Seconds ?? Infinity);
  expect(medians).toEqual(medians.toSorted((a, b) => b - a));
  expect(medians.every(Number.isFinite)).toBe(true);
});

test("the same seed gives the same recovery, another one another", () => {
  expect(recoverAs("warm_standby").rto).toEqual(recoverAs("warm_standby").rto);
  const other = recover(disaster({ ...shop("quotas: { fargate_vcpu: 400 }"), seed: 2 }), "warm_standby", quick);
  expect(other.rto).not.toEqual(recoverAs("warm_standby").rto);
});

test("a standby of half the tasks grows for minutes under the traffic; one as large as home does not", () => {
  const half = recoverAs("warm_standby");
  expect(step(half, "scale_out")?.p50Seconds).toBeGreaterThanOrEqual(120);
  expect(half.limits.map(({ component, name }) => `${component} ${name}`)).toContain("app cpu");
  const whole = recoverAs("warm_standby", "standby: 100%, quotas: { fargate_vcpu: 400 }");
  // Now and then its balancer, which nobody used before, has to grow first.
  expect(step(whole, "scale_out")?.p50Seconds).toBe(0);
});

test("a quota that nobody raised keeps it down for as long as the traffic lasts", () => {
  const stuck = recoverAs("warm_standby", "");
  expect(stuck.rto).toMatchObject({ p10Seconds: null, shareMet: 0, verdict: "missed" });
  expect(stuck.ordersLost).toBe(null);
  expect(stuck.limits.some(({ name }) => name === "quota")).toBe(true);
});

test("without a copy outside of the Region nothing is simulated, and nothing is back", () => {
  const redeployed = recoverAs("redeploy");
  expect(redeployed.rto.p10Seconds).toBe(null);
  expect(redeployed.rpo.database?.verdict).toBe("missed");
  // Seen, called, decided, made, and viewers sent: but with an empty database.
  expect(redeployed.stackReady.p50Seconds).toBeGreaterThan(40 * 60);
});

test("goals are those of the scenario", () => {
  expect(recoverAs("active_active", "rto: 1s, rpo: 1d, quotas: { fargate_vcpu: 400 }")).toMatchObject({
    rto: { goalSeconds: 1, verdict: "missed" },
    rpo: { database: { goalSeconds: 86_400, verdict: "met" } },
  });
});

test("what the scenario sets is not drawn", () => {
  const set = { ...shop("quotas: { fargate_vcpu: 400 }"), assume: { drDecision: 1, drPromotion: 1 } };
  const { budget } = recover(disaster(set), "warm_standby", quick);
  expect(budget.find((one) => one.step === "decision")).toMatchObject({ p50Seconds: 60, p90Seconds: 60 });
});

test("the Region is lost as the largest event is at its height, else in the busiest hour", () => {
  const drop = "baseline: { mean: 1/s }, events: [{ name: drop, at: 2h, multiple: 10, ramp: 60s, hold: 10m }]";
  expect(disaster(shop("", drop)).loss.lostSeconds).toBe(7260);
  expect(disaster(shop("at: 3h", drop)).loss.lostSeconds).toBe(10_800);
  // Of the two hours on either side of the peak the first.
  expect(disaster(shop("", "baseline: { shape: daily, mean: 10/s, peak_hour: 4 }")).loss.lostSeconds).toBe(3.5 * 3600);
});

test("what takes over is the Region named, else one where something stands, else one on the other side", () => {
  expect(disaster(shop("to: eu-west-3")).to).toBe("eu-west-3");
  const written = shop("");
  const copied = written.components.map((one) => ({ ...one, region: "us-west-2" }));
  expect(disaster({ ...written, components: [...written.components, ...copied] }).to).toBe("us-west-2");
  expect(disaster(written).to).toBe("eu-west-1");
  expect(disaster({ ...written, region: "eu-central-1" }).to).toBe("us-east-1");
});

test("orders wanted: the rate times the time, and of an event no more than its stock", () => {
  const steady = disaster(shop("", "baseline: { mean: 10/s }")).loss;
  const wanted = ordersWanted(steady.home, steady.lostSeconds, steady.stockLeft);
  const perSecond = steady.home.classes.reduce((sum, { orders }, c) => sum + 10 * [0.8, 0.2][c]! * orders, 0);
  expect(wanted(90)).toBeCloseTo(90 * perSecond, 6);
  // Beyond the period it goes on as it was.
  expect(wanted(12 * 3600)).toBeCloseTo(12 * 3600 * perSecond, 4);
  // An event that is over does not come again with it.
  const early = `baseline: { mean: 10/s }, events: [{ name: drop, at: 1h, multiple: 100, hold: 10m, decay: 0s }]`;
  const later = disaster(shop("at: 3h", early)).loss;
  expect(ordersWanted(later.home, later.lostSeconds, null)(24 * 3600)).toBeCloseTo(24 * 3600 * perSecond, 4);
  const drop = `baseline: { mean: 10/s }, events: [{ name: drop, at: 2h, multiple: 100, hold: 10m, decay: 0s, stock: 50 }]`;
  const { home, lostSeconds, stockLeft } = disaster(shop("at: 2h", drop)).loss;
  expect(stockLeft).toBe(50);
  expect(ordersWanted(home, lostSeconds, stockLeft)(11 * 60)).toBeCloseTo(50, 6);
  expect(disaster(shop("at: 130m", drop)).loss.stockLeft).toBe(0);
});
