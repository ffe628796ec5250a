/** The crossing from doubles to the bill: hour columns of base units become exact quantities per calendar month. */
import { fromCount } from "../decimal.ts";
import type { Usage } from "../rating/bill.ts";
import type { Metered } from "./metered.ts";
import type { Month } from "./model.ts";

/** Usage of every meter in every month; what counted nothing is left out. */
export function usages(all: readonly Metered[], months: readonly Month[]): Usage[] {
  return usagesBy(all, months, ({ hours }, { fromHour, hours: count }) => neumaier(hours, fromHour, fromHour + count));
}

/** The same where the hours stand for others: `weights[m][h]` hours of month `m` are like hour `h`. */
export function weightedUsages(
  all: readonly Metered[],
  months: readonly Month[],
  weights: readonly Float64Array[],
): Usage[] {
  return usagesBy(all, months, ({ hours }, _, m) => {
    const weight = weights[m]!;
    let sum = 0;
    for (let h = 0; h < hours.length; h += 1) sum += hours[h]! * weight[h]!;
    return sum;
  });
}

/** `countOf` gives base units of one meter in one month. They are divided once; fractions are kept to ten digits after the point. */
function usagesBy(
  all: readonly Metered[],
  months: readonly Month[],
  countOf: (one: Metered, month: Month, m: number) => number,
): Usage[] {
  const usages: Usage[] = [];
  for (const one of all) {
    const { component, kind: service, price: selector, region, meter, cause, assumptions } = one;
    for (const [m, of] of months.entries()) {
      const size = typeof meter.size === "number" ? meter.size : meter.size.perMonth * of.monthHours * 3600;
      const quantity = fromCount(countOf(one, of, m) / size);
      if (quantity.isZero()) continue;
      const { month } = of;
      usages.push({ component, service, selector, region, month, quantity, unit: meter.unit, cause, assumptions });
    }
  }
  return usages;
}

/** Sum of `[from, until)` without the drift of adding small to large. */
function neumaier(values: Float64Array, from: number, until: number): number {
  let sum = 0;
  let lost = 0;
  for (let i = from; i < until; i += 1) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
