/**
 * A limit that is reported is the one that holds the shop back: raise it, and the verdict, the limit reached first, when it is
 * reached or how much fails moves.
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { survivalOf } from "../../src/estimate/survival.ts";
import { anyDrop, changed, readSmall, type SmallScenario } from "../support/scenario-arbitrary.ts";
import { runOf } from "../support/estimate-text.ts";

const seed = Number(process.env["SEED"] ?? 1);

/** The architecture of the flash sale, for the two hours around it; numbers are what a shop may start with. */
const flashSale: SmallScenario = {
  region: "us-east-1",
  period: { start: "2026-11-20T17:00:00Z", hours: 2 },
  seed: 1,
  step: { base: "60s", event: "1s" },
  traffic: {
    noise: "5%",
    baseline: { mean: "70/s", shape: "constant" },
    mix: { static: "85%", page: "5%", api: "9%", checkout: "1%" },
    events: [
      {
        name: "drop",
        at: "+1h",
        multiple: 100,
        ramp: "60s",
        hold: "15m",
        decay: "15m",
        mix: { static: "60%", page: "15%", api: "22%", checkout: "3%" },
      },
    ],
  },
  destinations: { payment: { addresses: 2, limit: { per_second: 100, queue: 1000 } } },
  architecture: {
    network: { azs: 3, nat: "per_az", gateway_endpoints: ["s3"], interface_endpoints: [] },
    app: { cpu: 2, memory: "4GB", arch: "arm64", min: 3, max: 120, scaling: { cpu: "55%" } },
    cdn: {},
    balancer: {},
    database: { min: 0.5, max: 64, readers: 1, limits: { stock_row: { per_second: 125, queue: 500 } } },
    cache: {},
    table: {},
    bucket: {},
  },
  classes: { checkout: { serial: { stock_row: "per_order" } } },
  quotas: { fargate_vcpu: 400 },
  allowances: "none",
};

interface Reached {
  readonly verdict: string;
  /** `app cpu`. */
  readonly limit: string | null;
  readonly at: number;
  /** Requests of the event that are given up, on whichever limit. */
  readonly failed: number;
}

/** The limit that was reached first in the first event. */
function firstReached(written: SmallScenario): Reached {
  const { model, run } = runOf(readSmall(written));
  const [first] = run.limits
    .filter(({ firstSeconds }) => firstSeconds[0]! >= 0)
    .toSorted((a, b) => a.firstSeconds[0]! - b.firstSeconds[0]!);
  return {
    verdict: survivalOf(model, run, null).events[0]!.verdict,
    limit: first === undefined ? null : `${first.component} ${first.name}`,
    at: first?.firstSeconds[0] ?? Infinity,
    failed: run.tallies[0]!.failed.reduce((sum, failed) => sum + failed, 0),
  };
}

type Settings = Record<string, number | undefined>;

/** What a platform engineer turns up for each limit; half as much again, at least by one. */
function raise(written: SmallScenario, limit: string, fleet = 0): SmallScenario {
  return changed(written, (copy) => {
    const { app } = copy.architecture;
    const part = (id: string) => copy.architecture[id] as Settings & { limits: Record<string, Settings> };
    const more = (of: Settings, key: string, least: number) => {
      of[key] = Math.max(least, Math.ceil((of[key] ?? 0) * 1.5));
    };
    switch (limit) {
      case "app cpu":
      case "app health_checks":
      case "app launch_rate":
        // More than ran before, which may be more than the minimum.
        app.min = Math.ceil(Math.max(app.min, fleet) * 1.5) + 1;
        app.max = Math.max(app.max, app.min);
        copy.quotas["fargate_vcpu"] = Math.max(copy.quotas["fargate_vcpu"] ?? 0, app.min * app.cpu);
        break;
      case "app max":
        more(app as never, "max", 1);
        break;
      case "app quota":
        more(copy.quotas, "fargate_vcpu", 1);
        break;
      case "balancer capacity":
        more(part("balancer"), "reserved_lcu", 150);
        break;
      case "payment per_second":
        more((copy.destinations.payment as { limit: Settings }).limit, "per_second", 1);
        break;
      case "database serial":
        more(part("database").limits["stock_row"]!, "per_second", 1);
        break;
      case "database cpu":
      case "database resume":
        // It holds two units by itself.
        more(part("database"), "min", 3);
        part("database")["max"] = Math.max(Number(part("database")["max"]), Number(part("database")["min"]));
        break;
      case "database max_acu":
      case "database connections":
        more(part("database"), "max", 1);
        break;
      case "cache throttled":
        more(part("cache"), "min_ecpu", 45_000);
        break;
      default:
        throw new Error(`how is ${limit} raised?`);
    }
  });
}

test("limit by limit, the flash sale is brought to survive", () => {
  let written = flashSale;
  let before = firstReached(written);
  const chain: string[] = [];
  for (let raised = 0; before.verdict !== "survives" && raised < 40; raised += 1) {
    if (chain.at(-1) !== before.limit) chain.push(before.limit ?? "none");
    written = raise(written, before.limit ?? "none");
    const after = firstReached(written);
    expect(moved(before, after), `${JSON.stringify(before)} to ${JSON.stringify(after)}`).toBe(true);
    before = after;
  }
  expect(before.verdict).toBe("survives");
  expect(chain).toMatchInlineSnapshot(`
    [
      "app cpu",
      "database cpu",
      "app cpu",
      "database cpu",
      "app cpu",
      "database cpu",
      "app cpu",
      "balancer capacity",
      "cache throttled",
      "payment per_second",
    ]
  `);
});

function moved(before: Reached, after: Reached): boolean {
  return (
    before.verdict !== after.verdict ||
    before.limit !== after.limit ||
    after.at > before.at ||
    after.failed !== before.failed
  );
}

test("in random drops that fail, raising the limit reached first moves what happens", () => {
  fc.assert(
    fc.property(anyDrop, (written) => {
      const before = firstReached(written);
      if (before.verdict === "survives" || before.limit === null) return;
      const after = firstReached(raise(written, before.limit, written.architecture.app.max));
      expect(moved(before, after), `${JSON.stringify(before)} to ${JSON.stringify(after)}`).toBe(true);
    }),
    { numRuns: 60, seed, endOnFailure: true },
  );
});
