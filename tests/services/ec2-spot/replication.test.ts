import { describe, expect, test } from "vitest";
import { exp } from "../../../src/math.ts";
import type { BatchPlan } from "../../../src/services/ec2-spot/plan.ts";
import { batchRun, type Chance, undisturbedRun } from "../../../src/services/ec2-spot/replication.ts";
import { HOUR, plan } from "./plans.ts";

/** AWS takes instances of a pool back at a moment; the pool is dry for so long. */
interface Stroke {
  readonly at: number;
  readonly pool?: number;
  readonly hits: readonly number[];
  readonly dry: number;
}

/** The chances by which exactly these strokes come. */
function strokes(of: BatchPlan, all: readonly Stroke[]): Chance {
  return (purpose, pool, event, instance) => {
    const mine = all.filter((stroke) => (stroke.pool ?? 0) === pool);
    const stroke = mine[event];
    if (purpose === "hit") return stroke?.hits.includes(instance) === true ? 0 : 0.999_999;
    if (purpose === "dry") return 1 - exp(-(stroke?.dry ?? 0) / of.drySeconds);
    const gap = stroke === undefined ? 1e9 : stroke.at - (mine[event - 1]?.at ?? 0);
    return 1 - exp((-gap * of.pools[pool]!.perSecond) / of.togetherShare);
  };
}

/** One vCPU-hour counts four instance-quarters: two instances of four vCPUs work for an hour. */
const two = { instances: 2, work: "8h", interrupted: "90%" };
const assume = { spotBoot: 100, spotReplace: 20, spotTogether: 0.5, spotDry: 30 };

function runOf(config: object, all: readonly Stroke[]) {
  const it = plan({ ...two, ...config }, assume);
  const run = batchRun(it, strokes(it, all));
  const sum = (of: Float64Array) => of.reduce((total, value) => total + value, 0);
  return {
    finish: Math.round(run.finishSeconds * 100) / 100,
    spot: Math.round(sum(run.spotSeconds) * 100) / 100,
    onDemand: Math.round(sum(run.onDemandSeconds) * 100) / 100,
    volumes: Math.round(run.volumeSeconds * 100) / 100,
    interruptions: run.interruptions,
    launches: run.launches,
  };
}

test("nothing happens: boot, work, end", () => {
  expect(runOf({}, [])).toEqual({
    finish: 3700,
    spot: 7400,
    onDemand: 0,
    volumes: 7400,
    interruptions: 0,
    launches: 2,
  });
});

describe("one of two is taken back at 1,900 s, after half of its work", () => {
  const stroke = { at: 1900, hits: [1], dry: 0 };

  test("it saved at 1,800 s of work: another boots, and both end together", () => {
    // 100 s of no instance and boot, 20 s of replacing: 120 s of one of two are lost.
    expect(runOf({ checkpoint: "30m" }, [stroke])).toEqual({
      finish: 3760,
      // Interrupted in its first hour it is not charged:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-for-interrupted-spot-instances.html
      spot: 3760 + (3760 - 1920),
      onDemand: 0,
      volumes: 3760 + 1900 + (3760 - 1920),
      interruptions: 1,
      launches: 3,
    });
  });

  test("it saved 300 s before: they are done again, half by each", () => {
    expect(runOf({ checkpoint: "25m" }, [stroke]).finish).toBe(3760 + 150);
  });

  test("it saves on notice", () => {
    expect(runOf({ checkpoint: { every: "25m", on_notice: true } }, [stroke]).finish).toBe(3760);
  });

  test("there is no capacity for ten minutes: the other works on alone", () => {
    expect(runOf({ checkpoint: "30m" }, [{ ...stroke, dry: 600 }]).finish).toBe(3760 + 300);
  });

  test("meanwhile a hibernated instance's volume stays", () => {
    const { finish, volumes } = runOf({ on_interruption: "hibernate" }, [{ ...stroke, dry: 600 }]);
    expect([finish, volumes]).toEqual([3760 + 300, 2 * 4060]);
  });

  test("until the run ends, where it does not wake up before", () => {
    const { finish, volumes } = runOf({ on_interruption: "hibernate" }, [{ ...stroke, dry: 7200 }]);
    // The other does the 1,800 s that are left of either.
    expect([finish, volumes]).toEqual([1900 + 3600, 2 * 5500]);
  });

  test("on demand at once takes its place", () => {
    const { finish, spot, onDemand } = runOf({ checkpoint: "30m", fallback: "on_demand" }, [{ ...stroke, dry: 600 }]);
    expect([finish, spot, onDemand]).toEqual([3760, 3760, 3760 - 1920]);
  });

  test("on demand after five minutes, where there is no capacity for ten", () => {
    const fallback = { to: "on_demand", after: "5m" };
    const { finish, onDemand } = runOf({ checkpoint: "30m", fallback }, [{ ...stroke, dry: 600 }]);
    expect([finish, onDemand]).toEqual([3760 + 150, 3910 - 2220]);
  });

  test("not on demand where the quota has no room", () => {
    const it = plan({ ...two, checkpoint: "30m", fallback: "on_demand" }, assume, { ec2_on_demand_vcpu: 3 });
    const run = batchRun(it, strokes(it, [{ ...stroke, dry: 600 }]));
    expect(run.finishSeconds).toBeCloseTo(3760 + 300, 6);
  });

  test("another type has capacity: it is there at once, at its own price", () => {
    const types = { type: undefined, types: ["c7g.xlarge", "m7g.xlarge"], interrupted: undefined, checkpoint: "30m" };
    const it = plan({ ...two, ...types }, assume);
    const run = batchRun(it, strokes(it, [{ ...stroke, dry: 600 }]));
    expect(run.finishSeconds).toBeCloseTo(3760, 6);
    expect([...run.spotSeconds].map(Math.round)).toEqual([3760, 1840]);
  });
});

test("what is taken back after its first hour is charged for until then", () => {
  const { spot } = runOf({ work: "16h", checkpoint: "10m" }, [{ at: 3700, hits: [0], dry: 0 }]);
  const end = 7360;
  expect(spot).toBe(end + 3700 + (end - 3720));
});

test("an instance that boots is not taken back before it was launched", () => {
  const both = [
    { at: 1900, hits: [0, 1], dry: 600 },
    { at: 2000, hits: [0, 1], dry: 0 },
  ];
  expect(runOf({ checkpoint: "30m" }, both).interruptions).toBe(2);
});

test("taken back at once and on demand at once, a run costs what it costs on demand", () => {
  const config = { checkpoint: "30m", fallback: "on_demand" };
  const it = plan({ ...two, ...config }, { ...assume, spotReplace: 0 });
  const run = batchRun(it, strokes(it, [{ at: 0.001, hits: [0, 1], dry: 600 }]));
  expect([...run.spotSeconds]).toEqual([0]);
  expect(run.onDemandSeconds[0]).toBeCloseTo(7400, 6);
});

test("all on demand from the start, it is exactly that", () => {
  const { finish, spot, onDemand } = runOf({ on_demand_base: 2 }, [{ at: 1900, hits: [0, 1], dry: 0 }]);
  expect([finish, spot, onDemand]).toEqual([3700, 0, 7400]);
});

test("a run that gets nowhere is given up", () => {
  const it = plan({ work: "400000h", interrupted: "99%", checkpoint: "1000d", crowding: 100 });
  const run = batchRun(it, (purpose, _, event) => (purpose === "hit" ? 0 : ((event * 0.618) % 1) * 0.9 + 0.05));
  expect(run.finishSeconds).toBe(Infinity);
});

test("the run without interruptions is the same whatever the chances", () => {
  expect(undisturbedRun(plan({ interrupted: "99%", crowding: 1000 })).finishSeconds).toBe(2 * HOUR + 90);
});
