/**
 * The scenario's Savings Plans over the hours of a run: what they cover is billed at their rate, what they do not use is billed too,
 * the rest On-Demand. Never Spot, never Lambda@Edge; EC2 usage of NAT instances as any other.
 */
import { decimal, fromCount } from "../decimal.ts";
import type { PriceBook, PriceSelector } from "../pricing/price.ts";
import { type Coverable, coverage, firstRate, type SavingsPlan, unusedCommitment } from "../rating/savings-plans.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Metered } from "../simulation/metered.ts";

type PlanFile = Scenario["savings_plans"][number];

/** Usage types that a Compute Savings Plan covers, by service (https://aws.amazon.com/savingsplans/compute-pricing/). */
const coveredTypes: Readonly<Record<string, RegExp>> = {
  AmazonEC2: /^BoxUsage:/,
  AmazonECS: /^Fargate-(?:ARM-)?(?:vCPU-Hours:perCPU|GB-Hours)$/,
  AWSLambda: /^(?:Request|Lambda-GB-Second|Lambda-Provisioned-GB-Second|Lambda-Provisioned-Concurrency)(?:-ARM)?$/,
};

const words = {
  no_upfront: "No Upfront",
  partial_upfront: "Partial Upfront",
  all_upfront: "All Upfront",
  compute: "Compute Savings Plan",
  ec2_instance: "EC2 Instance Savings Plan",
} as const;

/**
 * The run's meters with what plans cover taken out of the On-Demand ones and added at the plans' rates, and the unused commitment.
 * Usage that a plan with commitment left covers at a rate no list has is there without a price: the bill says that it is unknown.
 */
export function withSavingsPlans(
  metered: readonly Metered[],
  { savings_plans: files, region }: Pick<Scenario, "savings_plans" | "region">,
  prices: PriceBook,
): readonly Metered[] {
  if (files.length === 0) return metered;
  const eligible = metered.filter((one) => files.some((file) => covers(file, one, region)));
  const plans = files.map(({ type, commitment }): SavingsPlan => ({ kind: type, commitment: decimal(commitment) }));
  const cover = coverage(
    plans,
    eligible.map((one): Coverable => ({
      onDemandRate: firstRate(prices, one.price, one.region),
      planRates: files.map((file) =>
        covers(file, one, region) ? (firstRate(prices, selectorOf(file, one), one.region) ?? "unknown") : null,
      ),
    })),
  );
  const hours = metered[0]?.hours.length ?? 0;
  const columns = eligible.map((one) => ({
    onDemand: one.hours.slice(),
    covered: files.map(() => new Float64Array(hours)),
    unknown: new Float64Array(hours),
  }));
  const unused = files.map(() => new Float64Array(hours));

  for (let h = 0; h < hours; h += 1) {
    const hour = cover(eligible.map((one) => fromCount(one.hours[h]! / sizeOf(one))));
    for (const [u, one] of eligible.entries()) {
      const column = columns[u]!;
      const unknown = hour.unknown[u]!.toNumber() * sizeOf(one);
      let taken = unknown;
      column.unknown[h] = unknown;
      for (const [p, quantity] of hour.covered[u]!.entries()) {
        const units = quantity.toNumber() * sizeOf(one);
        column.covered[p]![h] = units;
        taken += units;
      }
      column.onDemand[h] = Math.max(0, one.hours[h]! - taken);
    }
    for (const [p, dollars] of hour.unused.entries()) unused[p]![h] = dollars.toNumber();
  }

  const split = new Map(eligible.map((one, u) => [one, columns[u]!]));
  return [
    ...metered.flatMap((one): readonly Metered[] => {
      const column = split.get(one);
      if (column === undefined) return [one];
      return [
        { ...one, hours: column.onDemand },
        ...files.map((file, p) => ({
          ...one,
          hours: column.covered[p]!,
          price: selectorOf(file, one),
          cause: `covered by ${nameOf(file)}`,
        })),
        {
          ...one,
          hours: column.unknown,
          price: unlistedRate(files, one, region),
          cause: "a plan covers it at a rate not listed",
        },
      ];
    }),
    ...files.map((file, p) => unusedOf(file, unused[p]!, region)),
  ];
}

function covers(file: PlanFile, { price, region }: Metered, home: string): boolean {
  const usageType = price.usageType ?? "";
  if (coveredTypes[price.serviceCode]?.test(usageType) !== true) return false;
  if (file.type === "compute") return true;
  return usageType.startsWith(`BoxUsage:${file.family}.`) && region === (file.region ?? home);
}

/** The plan's rate for what a meter bills. */
function selectorOf({ type, term, payment }: PlanFile, { price }: Metered): PriceSelector {
  return {
    serviceCode: "ComputeSavingsPlans",
    usageType: price.usageType,
    attributes: { plan: words[type], purchaseOption: words[payment], term },
  };
}

function unlistedRate(files: readonly PlanFile[], one: Metered, region: string): PriceSelector {
  return selectorOf(files.find((file) => covers(file, one, region)) ?? files[0]!, one);
}

function nameOf(file: PlanFile): string {
  const family = file.type === "ec2_instance" ? ` ${file.family}` : "";
  return `${words[file.type]}${family}, ${file.term}, ${words[file.payment]}`;
}

function sizeOf({ meter }: Metered): number {
  // Nothing that a plan covers is billed by the month.
  return typeof meter.size === "number" ? meter.size : meter.size.perMonth;
}

function unusedOf(file: PlanFile, hours: Float64Array, region: string): Metered {
  return {
    component: "savings_plans",
    kind: "savings_plan",
    region: file.type === "ec2_instance" ? (file.region ?? region) : region,
    meterName: "unused",
    meter: {
      title: "Unused commitment",
      price: unusedCommitment,
      unit: "USD",
      size: 1,
      rounding: "exact",
      infracost: null,
      filters: null,
    },
    price: unusedCommitment,
    hours,
    cause: `$${file.commitment} an hour, ${nameOf(file)}`,
    assumptions: [],
  };
}
