import { expect, test } from "vitest";
import { bus } from "../../src/simulation/bus.ts";
import { driver } from "../../src/simulation/driver.ts";
import { sliced } from "../../src/simulation/slices.ts";

/** A cell that lets half of what comes through, later by its own count of calls. */
function cell(longestSeconds: number) {
  const ride = bus(1);
  const passed = driver({ component: "it", name: "passed", unit: "1/s" }, 1, 0);
  const calls: (readonly number[])[] = [];
  const step = sliced(ride, longestSeconds, [passed], () => {
    calls.push([ride.seconds, ride.dt, ride.flow[0]!, ride.elapsed[0]!]);
    ride.flow[0]! /= 2;
    ride.elapsed[0]! += calls.length;
    passed.now = ride.flow[0]!;
  });
  return {
    calls,
    step(seconds: number, dt: number, flow: number, elapsed: number) {
      ride.seconds = seconds;
      ride.dt = dt;
      ride.flow[0] = flow;
      ride.elapsed[0] = elapsed;
      step();
      return [ride.seconds, ride.dt, ride.flow[0], ride.elapsed[0], passed.now];
    },
  };
}

test("a short step is passed on as it is", () => {
  const it = cell(300);
  expect(it.step(100, 300, 60, 2)).toEqual([100, 300, 30, 3, 30]);
  expect(it.calls).toEqual([[100, 300, 60, 2]]);
});

test("a long step is walked in equal parts, whose amounts add up and whose times are averaged", () => {
  const it = cell(300);
  expect(it.step(0, 900, 60, 2)).toEqual([0, 900, 30, 2 + (1 + 2 + 3) / 3, 30]);
  expect(it.calls).toEqual([
    [0, 300, 20, 2],
    [300, 300, 20, 2],
    [600, 300, 20, 2],
  ]);
});

test("where nothing comes, times stay as they were", () => {
  expect(cell(60).step(0, 120, 0, 2)).toEqual([0, 120, 0, 2, 0]);
});
