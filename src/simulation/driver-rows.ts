/**
 * What the drivers counted in a block of steps: a row per step, written as the steps go by and added up once per block, driver by
 * driver. About a hundred drivers would else be a hundred places in memory in every step.
 */
import type { Driver } from "./driver.ts";
import type { Grid } from "./grid.ts";

export interface DriverRows {
  /** Keeps every driver's amount of the step in row `i` of the block. */
  keep(i: number): void;
  /** Adds rows `[0, count)`, steps `[from, from + count)` of the grid, to the drivers' hours, and to their series where one is kept. */
  tally(from: number, count: number): void;
}

export function driverRows(of: {
  readonly drivers: readonly Driver[];
  readonly grid: Grid;
  readonly blockSteps: number;
  readonly keepSeries: boolean;
}): DriverRows {
  const { drivers, blockSteps, keepSeries } = of;
  const { startSeconds, stepSeconds } = of.grid;
  const width = drivers.length;
  const rows = new Float64Array(width * blockSteps);
  const hours = new Int32Array(blockSteps);

  return {
    keep(i) {
      for (let d = 0, at = i * width; d < width; d += 1, at += 1) rows[at] = drivers[d]!.now;
    },
    tally(from, count) {
      for (let i = 0; i < count; i += 1) hours[i] = Math.floor(startSeconds[from + i]! / 3600 + 1e-9);
      for (let d = 0; d < width; d += 1) {
        addHours(drivers[d]!.hours, d, count);
        if (keepSeries) writeSteps(drivers[d]!.steps, d, from, count);
      }
    },
  };

  function addHours(into: Float64Array, d: number, count: number): void {
    for (let i = 0, at = d; i < count; i += 1, at += width) into[hours[i]!]! += rows[at]!;
  }

  function writeSteps(into: Float64Array, d: number, from: number, count: number): void {
    for (let i = 0, at = d; i < count; i += 1, at += width) into[from + i] = rows[at]! / stepSeconds[from + i]!;
  }
}
