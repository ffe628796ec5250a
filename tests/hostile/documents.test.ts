/** Scenarios made to exhaust whoever reads them. */
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { services } from "../../src/services/index.ts";
import { outcomeOf } from "./fuzz.ts";
import { small } from "./limits.ts";

/** The problems as printed, cut after the first of them; or that there are none. */
function said(text: string, set: readonly string[] = []): string {
  try {
    parseScenario({ text, file: "it.yaml" }, { services, set });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.problems.length).toBeLessThanOrEqual(501);
    return error.message.split("\n\n")[0] ?? "";
  }
  return "no problem";
}

const many = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join("");

describe("YAML that unfolds, nests or repeats without end", () => {
  test.each([
    ["lists in lists", "[".repeat(100_000), "it.yaml:1:1\n  the document must be nested at most 40 deep"],
    ["maps in maps", "{a: ".repeat(100_000), "it.yaml:1:1\n  the document must be nested at most 40 deep"],
    ["dashes", "- ".repeat(100_000), "it.yaml:1:1\n  the document must be nested at most 40 deep"],
    [
      "aliases of aliases",
      `a0: &a0 [x, x]\n${many(40, (i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)}`,
      /^it\.yaml:\d+:\d+\n {2}the document must hold at most 100,000 values, aliases unfolded$/,
    ],
    [
      "merge keys of merge keys",
      `a: &a0 { x: 1 }\n${many(36, (i) => `a${i}: &a${i + 1} { <<: [*a${i}, *a${i}] }\n`)}`,
      /^it\.yaml:1:\d+\n {2}the document must be nested at most 40 deep, aliases unfolded$/,
    ],
    [
      "an anchor that merges itself",
      "a: &a\n  <<: *a\n",
      /the document must be nested at most 40 deep, aliases unfolded$/,
    ],
    [
      "a megabyte and more",
      "a: 1\n".repeat(300_000),
      "it.yaml:1:1\n  the file must be at most 1 MB; it has 1500000 characters",
    ],
    [
      "one key ten thousand times",
      small + "seed: 1\n".repeat(10_000),
      /must be written once; it stands in line 8 already$/,
    ],
  ])("%s", (_what, text, expected) => {
    expect(said(text)).toMatch(expected);
  });
});

describe("sections of more entries than anyone has", () => {
  const entries = (key: string, count: number, of: (i: number) => string) =>
    `${small.replace(new RegExp(`^${key}: .*\n`, "m"), "")}${key}:\n${many(count, of)}`;
  test.each([
    [
      "components",
      entries("architecture", 20_000, (i) => `  c${i}: { service: s3 }\n`),
      "architecture must hold at most 500 entries; got 20,000",
    ],
    [
      "classes",
      entries("classes", 10_000, (i) => `  c${i}: { cpu: 1ms }\n`),
      "classes must hold at most 100 entries; got 10,000",
    ],
    [
      "claims",
      entries("claims", 10_000, () => "  - { says: a, path: b, value: 1 }\n"),
      "claims must hold at most 1000 entries; got 10,000",
    ],
    [
      "prepares",
      entries("prepare", 10_000, () => "  - { component: app, from: 0s }\n"),
      "prepare must hold at most 1000 entries; got 10,000",
    ],
    [
      "destinations",
      entries("destinations", 10_000, (i) => `  d${i}: {}\n`),
      "destinations must hold at most 500 entries; got 10,000",
    ],
    [
      "events",
      small.replace(
        "{ baseline: { mean: 5/s } }",
        `\n  baseline: { mean: 5/s }\n  events:\n${many(10_000, (i) => `    - { name: e${i}, at: 1h, multiple: 2 }\n`)}`,
      ),
      "traffic.events must hold at most 100 entries; got 10,000",
    ],
  ])("%s", (_what, text, expected) => {
    expect(said(text).split("\n  ")[1]).toBe(expected);
  });

  test("many unknown settings, at the top and inside", () => {
    expect(said(`${small}${many(20_000, (i) => `k${i}: 1\n`)}`)).toMatch(
      /^it\.yaml:8:1\n {2}k0 is not a known setting\n/,
    );
    const inside = small.replace("{ mean: 5/s }", `{ mean: 5/s${many(20_000, (i) => `, k${i}: 1`)} }`);
    expect(said(inside)).toMatch(/^it\.yaml:6:35\n {2}traffic\.baseline\.k0 is not a known setting\n/);
  });

  test("what is beyond five hundred problems is counted", () => {
    const text = `${small}${many(2000, (i) => `k${i}: 1\n`)}`;
    expect(() => parseScenario({ text, file: "it.yaml" }, { services })).toThrow(/\n\nthere are 1500 more problems$/);
  });
});

describe("names that are none", () => {
  test.each([
    ["__proto__", "__proto__: { a: 1 }\n", /it\.yaml:8:1\n {2}__proto__ must have another name$/],
    ["a terminal's escape", '"\\e[31mred": 1\n', 'it.yaml:8:1\n  ["\\u001b[31mred"] is not a known setting'],
    [
      "a megabyte in quotes",
      `? "${"a".repeat(900_000)}"\n: 1\n`,
      /^it\.yaml:8:3\n {2}\["a{100,120}…\] is not a known setting/,
    ],
  ])("%s", (_what, line, expected) => {
    expect(said(small + line)).toMatch(expected);
  });

  test("a name of a megabyte", () => {
    expect(said(small.replace("name: small", `name: ${"a".repeat(900_000)}`))).toBe(
      `it.yaml:2:1\n  name must be a name of at most 100 characters; got "${"a".repeat(76)}…`,
    );
  });
});

describe("numbers that are none, or too many", () => {
  test.each([
    ["traffic.baseline.mean=.nan", 'the value must be valid YAML; got ".nan"'],
    ["traffic.baseline.mean=1e400", 'the value must be valid YAML; got "1e400"'],
    [
      "traffic.baseline.mean=-5/s",
      'traffic.baseline.mean must be a rate such as 40/s, 1200/min or 3M/day, of 0/s or more; got "-5/s"',
    ],
    [
      "traffic.baseline.mean=9000M/s",
      'traffic.baseline.mean must be a rate such as 40/s, 1200/min or 3M/day, of at most 1,000,000,000/s; got "9000M/s"',
    ],
    [
      "classes.page.cpu=99999d",
      'classes.page.cpu must be a duration such as 60s or 15m, of at most 36,500d; got "99999d"',
    ],
    [
      "classes.page.bytes=9000000PB",
      'classes.page.bytes must be a size such as 250KB or 4GB, of at most 1,000,000PB; got "9000000PB"',
    ],
    [
      "classes.page.calls={ third_party: 1e300 }",
      "classes.page.calls.third_party must be at most 1000000000000000; got 1e+300",
    ],
    ["classes.page.retries={ times: 1000000 }", "classes.page.retries.times must be at most 100; got 1000000"],
    ["assume.cpuPage=1e300", "assume.cpuPage must be at most 160,000 ms; got 1e+300"],
    ["architecture.app.max=1e12", "architecture.app.max must be at most 1000000000; got 1000000000000"],
    [
      `claims=[{ says: x, path: "${"(".repeat(5000)}", value: 1 }]`,
      /: claims\[0\]\.path must be at most 1000 characters long/,
    ],
    ["period={ start: 2026-01-01, days: 3650 }", "no problem"],
    ["step={ base: 1s, event: 100ms }", "no problem"],
  ])("%s", (set, expected) => {
    expect(said(small, [set])).toMatch(expected);
  });

  test("ten years in tenths of seconds", () => {
    const set = ["period={ start: 2026-01-01, days: 3650 }", "step={ base: 1s, event: 100ms }"];
    expect(said(small, set)).toBe(
      "--set step={ base: 1s, event: 100ms }: step.base must be longer, or the period shorter: " +
        "the grid may have at most 10,000,000 steps; it would have 315,360,000",
    );
  });

  test("events of years", () => {
    const event = "{ name: e, at: 1h, multiple: 2, hold: 36500d }";
    expect(said(small, [`traffic.events=[${event}]`])).toMatch(
      /traffic\.events may last at most 3,472 days in all with so many classes; they last 36,500$/,
    );
  });

  test("everything at its most is still counted", () => {
    const set = [
      "traffic.baseline={ mean: 1000000000/s }",
      "traffic.events=[{ name: e, at: 1h, multiple: 1000000, ramp: 1s, hold: 60s, decay: 1s }]",
      "classes.page={ bytes: 1000000PB, request_bytes: 1000000PB, cpu: 36500d, database: 36500d, calls: { third_party: 1000000000000000 }, logs: 1000000PB, telemetry: 1000000PB, messages: 1000000000000000 }",
      "destinations.third_party={ up: 1000000PB, down: 1000000PB }",
      "architecture={ cdn: , firewall: , balancer: , app: { cpu: 1, memory: 2GB, min: 1, max: 1000000000 }, database: { min: 1, max: 256 }, cache: , table: , queue: , bucket: , registry: , logs: , keys: , secrets: }",
    ];
    expect(said(small, set)).toBe("no problem");
    expect(outcomeOf({ text: small, set })).toBe("valid");
  });
});

describe("--set", () => {
  test("a path that is long, or goes through lists that are not there", () => {
    expect(said(small, [`${"a.".repeat(60_000)}a=1`])).toMatch(/its path must be at most 40 keys long; it has 60001$/);
    expect(said(small, ["traffic.events[999999].name=a"])).toBe(
      "--set traffic.events[999999].name=a: traffic.events must be a list that is written",
    );
    expect(said(small, ["__proto__.polluted=1"])).toMatch(/is not a known setting/);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("a flag is repeated in a message only in part", () => {
    expect(said(small, [`name=${" a".repeat(50_000)}`]).length).toBeLessThan(500);
  });
});
