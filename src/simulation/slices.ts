/** Walks a cell through a long step in several short ones, so that what follows in time within it is not one step late. */
import type { Bus } from "./bus.ts";
import type { Driver } from "./driver.ts";

/**
 * A step for a cell whose own `step` moves at most `longestSeconds`: requests come evenly, what `drivers` count adds up, and the
 * bus ends with all that was served and its mean time on the way. A step that is short enough is passed on as it is.
 */
export function sliced(bus: Bus, longestSeconds: number, drivers: readonly Driver[], step: () => void): () => void {
  const classes = bus.flow.length;
  const arriving = new Float64Array(classes);
  const before = new Float64Array(classes);
  const served = new Float64Array(classes);
  const underWay = new Float64Array(classes);
  const amounts = new Float64Array(drivers.length);

  return () => {
    const slices = Math.ceil(bus.dt / longestSeconds - 1e-9);
    if (slices <= 1) {
      step();
      return;
    }
    const { seconds, dt } = bus;
    arriving.set(bus.flow);
    before.set(bus.elapsed);
    served.fill(0);
    underWay.fill(0);
    amounts.fill(0);
    for (let i = 0; i < slices; i += 1) {
      bus.seconds = seconds + (dt * i) / slices;
      bus.dt = dt / slices;
      for (let c = 0; c < classes; c += 1) bus.flow[c] = arriving[c]! / slices;
      bus.elapsed.set(before);
      step();
      for (let c = 0; c < classes; c += 1) {
        served[c]! += bus.flow[c]!;
        underWay[c]! += bus.flow[c]! * bus.elapsed[c]!;
      }
      for (let d = 0; d < amounts.length; d += 1) amounts[d]! += drivers[d]!.now;
    }
    bus.seconds = seconds;
    bus.dt = dt;
    for (let c = 0; c < classes; c += 1) {
      bus.flow[c] = served[c]!;
      bus.elapsed[c] = served[c]! > 0 ? underWay[c]! / served[c]! : before[c]!;
    }
    for (let d = 0; d < amounts.length; d += 1) drivers[d]!.now = amounts[d]!;
  };
}
