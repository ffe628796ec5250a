import { describe, expect, test } from "vitest";
import { ec2SpotConfig } from "../../../src/services/ec2-spot/config.ts";
import { interruptionsPerSecond } from "../../../src/services/ec2-spot/hazard.ts";
import { deadlineSeconds, keptSeconds, undisturbedSeconds } from "../../../src/services/ec2-spot/plan.ts";
import { HOUR, nightly, plan } from "./plans.ts";

const three = { type: undefined, types: ["r7g.xlarge", "m7g.xlarge", "c7g.xlarge"] };
const placed = (of: ReturnType<typeof plan>) => of.poolOf.map((pool) => of.pools[pool]?.type);

describe("which types the instances have", () => {
  test("those of the lowest band; the others are in reserve, the least interrupted first", () => {
    const it = plan(three);
    expect(placed(it)).toEqual(Array(4).fill("c7g.xlarge"));
    expect(it.pools.map(({ type }) => type)).toEqual(["c7g.xlarge", "m7g.xlarge", "r7g.xlarge"]);
  });

  test("of equal bands evenly", () => {
    const types = ["c7g.xlarge", "c7g.2xlarge"];
    expect(placed(plan({ type: undefined, types }))).toEqual([...types, ...types]);
    expect(placed(plan({ ...three, allocation: "diversified" }))).toEqual([
      "c7g.xlarge",
      "m7g.xlarge",
      "r7g.xlarge",
      "c7g.xlarge",
    ]);
  });

  test("the quota of Spot vCPUs, and for what is on demand its own, bound them", () => {
    const it = plan({ instances: 6, on_demand_base: 3 }, {}, { ec2_spot_vcpu: 11, ec2_on_demand_vcpu: 5 });
    expect([it.spotInstances, it.poolOf.length]).toEqual([2, 3]);
  });
});

describe("how often they are interrupted", () => {
  const month = 730 * HOUR;

  test("as their band says", () => {
    expect(plan().pools[0]?.perSecond).toBe(interruptionsPerSecond(0.025, month));
    expect(plan({ type: "r7g.xlarge" }, { spotAbove20: 0.4, spotBandTime: 24 }).pools[0]?.perSecond).toBe(
      interruptionsPerSecond(0.4, 24 * HOUR),
    );
  });

  test("as the scenario says instead, in a month, and so much more where others crowd in", () => {
    expect(plan({ interrupted: "20%", crowding: 10 }).pools[0]?.perSecond).toBeCloseTo(
      10 * interruptionsPerSecond(0.2, month),
      15,
    );
  });
});

describe("how long a run takes", () => {
  test("boot and work by vCPU, exactly", () => {
    expect(undisturbedSeconds(plan())).toBe(90 + 2 * HOUR);
    expect(undisturbedSeconds(plan({ instances: 3, work: "1h" }))).toBe(90 + 300);
  });

  test("and the checkpoints where they take time", () => {
    expect(undisturbedSeconds(plan({ checkpoint: { every: "9m", takes: "1m" } }))).toBeCloseTo(
      90 + (2 * HOUR) / 0.9,
      9,
    );
  });

  test("a minute at least, as AWS bills", () => {
    expect(undisturbedSeconds(plan({ work: "1s" }, { spotBoot: 10 }))).toBe(60);
  });

  test.each([
    ["02:00", "06:00", 4 * HOUR],
    ["22:30", "02:00", 3.5 * HOUR],
    ["02:00", "02:00", 24 * HOUR],
    ["02:00", "26h", 26 * HOUR],
  ])("from %s, the deadline %s is %d s later", (at, deadline, seconds) => {
    expect(deadlineSeconds(ec2SpotConfig.parse({ ...nightly, at, deadline }))).toBe(seconds);
  });
});

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
describe("what an interrupted instance keeps after 1,500 s", () => {
  test.each([
    ["what was saved at its last checkpoint", { checkpoint: "10m" }, 1200],
    ["a checkpoint that takes time is none until it is done", { checkpoint: { every: "9m", takes: "1m" } }, 1080],
    [
      "with a checkpoint in the two minutes of notice, all but the checkpoint",
      { checkpoint: { every: "10m", on_notice: true } },
      1500,
    ],
    ["hibernated, everything", { on_interruption: "hibernate" }, 1500],
    ["before the first checkpoint, nothing", { checkpoint: "30m" }, 0],
  ])("%s", (_, config, kept) => {
    expect(keptSeconds(plan(config), 1500)).toBe(kept);
  });

  test("half of the time between checkpoints is lost on average, which is an assumption where none is stated", () => {
    const it = plan({ checkpoint: undefined }, { spotCheckpoint: 20 });
    const lost = Array.from({ length: 1200 }, (_, s) => s - keptSeconds(it, s));
    expect(lost.reduce((sum, seconds) => sum + seconds, 0) / 1200).toBeCloseTo(600, -1);
    expect(it.assumptions).toContain("spotCheckpoint");
    expect(plan().assumptions).not.toContain("spotCheckpoint");
  });
});

test.each([
  ["two kinds of types", { type: "c7g.xlarge", types: ["m7g.xlarge"] }],
  ["a type twice", { types: ["m7g.xlarge", "m7g.xlarge"] }],
  ["no type", { types: [] }],
  ["a checkpoint on notice of more than two minutes", { checkpoint: { every: "10m", takes: "121s", on_notice: true } }],
  ["a fallback to something else", { fallback: "lambda" }],
  ["a deadline that is none", { deadline: "25:00" }],
])("refuses %s", (_, config) => {
  expect(ec2SpotConfig.safeParse(config).success).toBe(false);
});
