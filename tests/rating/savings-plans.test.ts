import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Decimal, decimal, sum, ZERO } from "../../src/decimal.ts";
import { type Coverable, coverage, type SavingsPlan } from "../../src/rating/savings-plans.ts";

/**
 * The hour of https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html, with the page's illustrative rates.
 * Four r5.4xlarge, one m5.24xlarge with Windows, 400 vCPU and 1,600 GB of Fargate, a million Lambda requests of 0.5 GB and 3 s.
 */
const page = [
  { what: "r5", quantity: "4", onDemand: "1", compute: "0.7", instance: "0.6" },
  { what: "fargate vCPU", quantity: "400", onDemand: "0.04", compute: "0.03", instance: null },
  { what: "fargate GB", quantity: "1600", onDemand: "0.004", compute: "0.003", instance: null },
  { what: "m5", quantity: "1", onDemand: "10", compute: "8.2", instance: null },
  { what: "lambda GB-s", quantity: "1500000", onDemand: "0.000015", compute: "0.00001275", instance: null },
  { what: "lambda M requests", quantity: "1", onDemand: "0.2", compute: "0.2", instance: null },
] as const;

const compute = (commitment: string): SavingsPlan => ({ kind: "compute", commitment: decimal(commitment) });
const r5 = (commitment: string): SavingsPlan => ({ kind: "ec2_instance", commitment: decimal(commitment) });

/** What the page's hour costs, and what each plan covers of it, rounded as the page does. */
function hour(plans: readonly SavingsPlan[], reserved = "0") {
  const usages = page.map(({ onDemand, compute: rate, instance }): Coverable => ({
    onDemandRate: decimal(onDemand),
    planRates: plans.map(({ kind }) =>
      kind === "compute" ? decimal(rate) : instance === null ? null : decimal(instance),
    ),
  }));
  const quantities = page.map(({ quantity }, u) =>
    u === 0 ? decimal(quantity).minus(decimal(reserved)) : decimal(quantity),
  );
  const { covered, unused } = coverage(plans, usages)(quantities);
  const left = quantities.map((quantity, u) => quantity.minus(sum(covered[u]!)));
  const onDemand = (what: readonly string[]): string =>
    sum(
      page.map(({ what: name, onDemand: rate }, u) => (what.includes(name) ? left[u]!.times(decimal(rate)) : ZERO)),
    ).toFixed(2);
  return { covered, unused: unused.map((dollars) => dollars.toFixed(2)), onDemand };
}

const rest = ["m5", "lambda GB-s", "lambda M requests"];

describe("AWS's own example", () => {
  test("scenario 1: $50.00 an hour cover everything, of which $47.13 are used", () => {
    const { unused, onDemand } = hour([compute("50")]);
    // 47.125 exactly: the page rounds it up.
    expect(unused).toEqual(["2.88"]);
    expect(onDemand(page.map(({ what }) => what))).toBe("0.00");
  });

  test("scenario 2: $2.00 an hour cover about 2.9 of the r5; 1.1 of them and all else are On-Demand", () => {
    const { covered, unused, onDemand } = hour([compute("2")]);
    expect(covered[0]![0]!.toFixed(1)).toBe("2.9");
    expect(unused).toEqual(["0.00"]);
    expect(onDemand(["r5"])).toBe("1.14");
    expect(onDemand(["fargate vCPU", "fargate GB", ...rest])).toBe("55.10");
    expect(onDemand(page.map(({ what }) => what))).toBe("56.24");
  });

  test("scenario 3: $19.60 an hour cover the r5, then Fargate, and are used up exactly", () => {
    const { unused, onDemand } = hour([compute("19.6")]);
    expect(unused).toEqual(["0.00"]);
    expect(onDemand(["r5", "fargate vCPU", "fargate GB"])).toBe("0.00");
    expect(onDemand(rest)).toBe("32.70");
  });

  test("scenario 4: where two of the r5 are reserved, $18.20 do", () => {
    const { unused, onDemand } = hour([compute("18.2")], "2");
    expect(unused).toEqual(["0.00"]);
    expect(onDemand(page.map(({ what }) => what))).toBe("32.70");
  });

  test("scenario 5: the plan for r5 comes first and leaves $0.60 unused; the compute plan covers Fargate", () => {
    const { covered, unused, onDemand } = hour([compute("16.8"), r5("3")]);
    expect(covered[0]!.map((units) => units.toFixed(0))).toEqual(["0", "4"]);
    expect(unused).toEqual(["0.00", "0.60"]);
    expect(onDemand(rest)).toBe("32.70");
  });

  test("of equal savings the lower rate comes first: memory before vCPU", () => {
    const { covered } = hour([compute("8.3")]);
    expect([covered[2]![0]!, covered[1]![0]!].map((units) => units.toFixed(2))).toEqual(["1600.00", "23.33"]);
  });
});

test("an hour without usage leaves the whole commitment unused", () => {
  const cover = coverage([compute("5")], [{ onDemandRate: decimal("1"), planRates: [decimal("0.7")] }]);
  expect(cover([ZERO]).unused.map(String)).toEqual(["5"]);
});

test("usage at an unknown rate is unknown while a commitment that covers it is left, and On-Demand once it is used up", () => {
  const usages: Coverable[] = [
    { onDemandRate: decimal("1"), planRates: [decimal("0.7")] },
    { onDemandRate: decimal("2"), planRates: ["unknown"] },
    { onDemandRate: decimal("3"), planRates: [null] },
  ];
  const unknown = (commitment: string) =>
    coverage([compute(commitment)], usages)([decimal("4"), decimal("3"), decimal("2")]).unknown.map(String);
  expect([unknown("5"), unknown("2.8")]).toEqual([
    ["0", "3", "0"],
    ["0", "0", "0"],
  ]);
});

test("what is covered costs the commitment at most, and with the unused part exactly the commitment; no usage is lost", () => {
  const cents = fc.integer({ min: 1, max: 1000 }).map((n) => decimal((n / 100).toFixed(2)));
  const usage = fc.record({ quantity: cents, onDemand: cents, rate: cents });
  fc.assert(
    fc.property(
      fc.array(usage, { maxLength: 6 }),
      fc.array(cents, { minLength: 1, maxLength: 3 }),
      (all, commitments) => {
        const plans = commitments.map((commitment): SavingsPlan => ({ kind: "compute", commitment }));
        const usages = all.map(({ onDemand, rate }): Coverable => ({
          onDemandRate: onDemand,
          planRates: plans.map(() => rate),
        }));
        const quantities = all.map(({ quantity }) => quantity);
        const { covered, unused } = coverage(plans, usages)(quantities);
        for (const [p, { commitment }] of plans.entries()) {
          const used: Decimal = sum(all.map(({ rate }, u) => covered[u]![p]!.times(rate)));
          expect(used.plus(unused[p]!).toFixed(20)).toBe(commitment.toFixed(20));
        }
        for (const [u, quantity] of quantities.entries())
          // Sixty-four digits hold a third only so far.
          expect(sum(covered[u]!).minus(quantity).lte(decimal("1e-40"))).toBe(true);
      },
    ),
  );
});
