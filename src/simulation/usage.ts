/** The crossing from doubles to the bill: hour columns of base units become exact quantities per calendar month. */
import { type Decimal, fromCount } from "../decimal.ts";
import type { Usage } from "../rating/bill.ts";
import type { Metered } from "./metered.ts";
import type { Month } from "./model.ts";

/** Usage of every meter in every month; what counted nothing is left out. */
export function usages(all: readonly Metered[], months: readonly Month[]): Usage[] {
  return all.flatMap((one) =>
    months.flatMap((month) => {
      const quantity = quantityOf(one, month);
      if (quantity.isZero()) return [];
      const { component, kind: service, price: selector, region, meter, cause, assumptions } = one;
      return [
        { component, service, selector, region, month: month.month, quantity, unit: meter.unit, cause, assumptions },
      ];
    }),
  );
}

/** Base units are added up first and divided once; fractions are kept to ten digits after the point. */
function quantityOf({ hours, meter }: Metered, { fromHour, hours: count, monthHours }: Month): Decimal {
  const size = typeof meter.size === "number" ? meter.size : meter.size.perMonth * monthHours * 3600;
  return fromCount(neumaier(hours, fromHour, fromHour + count) / size);
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
