/**
 * What the drivers count, step by step. An hour is added up in one row of numbers side by side, and steps of a series are kept in a
 * block of such rows: about a hundred drivers would else be a hundred places in memory in every step.
 */
import type { Driver } from "./driver.ts";
import type { Grid } from "./grid.ts";

export interface DriverRows {
  /** Keeps every driver's amount of a step in hour `hour`, row `i` of the block. */
  keep(i: number, hour: number): void;
  /** The block is done: rows `[0, count)` were steps `[from, from + count)` of the grid. */
  tally(from: number, count: number): void;
}

export function driverRows(of: {
  readonly drivers: readonly Driver[];
  readonly grid: Grid;
  readonly blockSteps: number;
  readonly keepSeries: boolean;
}): DriverRows {
  const { drivers, blockSteps, keepSeries } = of;
  const { stepSeconds } = of.grid;
  const width = drivers.length;
  const sums = new Float64Array(width);
  const rows = new Float64Array(keepSeries ? width * blockSteps : 0);
  let hour = 0;

  return { keep, tally };

  function keep(i: number, of: number): void {
    if (of !== hour) {
      closeHour();
      sums.fill(0);
      hour = of;
    }
    const row = i * width;
    for (let d = 0; d < width; d += 1) {
      const { now } = drivers[d]!;
      sums[d]! += now;
      if (keepSeries) rows[row + d] = now;
    }
  }

  function closeHour(): void {
    for (let d = 0; d < width; d += 1) drivers[d]!.hours[hour] = sums[d]!;
  }

  function tally(from: number, count: number): void {
    closeHour();
    if (!keepSeries) return;
    for (let d = 0; d < width; d += 1) {
      const { steps } = drivers[d]!;
      for (let i = 0; i < count; i += 1) steps[from + i] = rows[i * width + d]! / stepSeconds[from + i]!;
    }
  }
}
