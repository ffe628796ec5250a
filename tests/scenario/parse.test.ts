import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { UserError } from "../../src/errors.ts";
import { parseScenario, type ScenarioOptions } from "../../src/scenario/parse.ts";
import { goodText, printed, type BadScenario } from "../support/bad-scenario.ts";
import { smallServices } from "../support/small-services.ts";

const read = (text: string, options: Partial<ScenarioOptions> = {}) =>
  parseScenario({ text, file: "drop.yaml" }, { services: smallServices, ...options });

describe("what is wrong with a scenario is printed at once, with its place", () => {
  const cases = parseYaml(readFileSync(new URL("bad-scenarios.yaml", import.meta.url), "utf8")) as BadScenario[];
  test.each(cases.map((bad) => [bad.says, bad] as const))("%s", (_says, bad) => {
    expect(printed(bad)).toBe(bad.problem);
  });

  test("a file of more than 1 MB is not even read", () => {
    expect(() => read(`# ${"x".repeat(1_048_576)}`)).toThrow(
      "drop.yaml:1:1\n  the file must be at most 1 MB; it has 1048578",
    );
  });

  test("brackets by the hundred thousand do not exhaust the stack", () => {
    for (const bracket of ["[", "{a: ", "- ", "? "]) {
      expect(() => read(bracket.repeat(50_000))).toThrow(
        "drop.yaml:1:1\n  the document must be nested at most 40 deep",
      );
    }
  });

  test("a text with a problem in every line tells the first 500", () => {
    const text = `${goodText}\n${Array.from({ length: 600 }, (_, i) => `key${i}: 1`).join("\n")}`;
    expect(() => read(text)).toThrow(/key499 is not[^\n]*\n[^\n]*\n\nthere are 100 more problems$/);
  });

  test("each problem carries its path for clients of the HTTP API", () => {
    try {
      read(goodText.replace("ramp: 60s", "ramp: fast"));
      expect.unreachable();
    } catch (error) {
      expect((error as UserError).problems).toEqual([
        {
          place: { file: "drop.yaml", line: 27, column: 7 },
          what: 'traffic.events[0].ramp must be a duration such as 60s or 15m; got "fast"',
          hint: null,
          path: "traffic.events[0].ramp",
        },
      ]);
    }
  });
});

describe("a scenario that holds", () => {
  test("has every value in base units and every default that is no assumption", () => {
    return expect(JSON.stringify(read(goodText), null, 2)).toMatchFileSnapshot("../golden/scenario-drop.json");
  });

  test("reads the same with a BOM, with the line ends of Windows, and as JSON", () => {
    const expected = read(goodText);
    expect(read(`\uFEFF${goodText}`)).toEqual(expected);
    expect(read(goodText.replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(read(JSON.stringify(parseYaml(goodText), null, "\t"))).toEqual(expected);
  });

  test("takes values from anchors and merged maps, its own keys first", () => {
    const text = goodText.replace(
      "    - name: encore\n      at: 600h\n      multiple: 10\n",
      "    - &small { name: encore, at: 600h, multiple: 10, ramp: 5m }\n    - { <<: *small, name: last, at: 650h }\n",
    );
    const [, encore, last] = read(text).traffic.events;
    expect(last).toEqual({ ...encore, name: "last", at: 650 * 3600 });
  });

  test("gives moments as seconds from the period's start, and those of components since 1970", () => {
    const scenario = read(goodText.replace("  cdn: {}", "  cdn: { from: 2026-11-10, until: 480h }"));
    expect(scenario.traffic.events.map(({ at }) => at)).toEqual([(19 * 24 + 18) * 3600, 600 * 3600]);
    expect(scenario.components[0]).toEqual({
      id: "cdn",
      kind: "cloudfront",
      region: null,
      tier: null,
      zones: null,
      from: Date.UTC(2026, 10, 10) / 1000,
      until: Date.UTC(2026, 10, 21) / 1000,
      config: {},
    });
  });

  test("may keep traffic, classes and architecture in files of their own", () => {
    const files: Readonly<Record<string, string>> = {
      "./traffic.yaml": "baseline: { mean: 5/s }",
      "./classes.yaml": "{}",
      "./architecture.yaml": "app: { min: 1 }",
    };
    const text = [
      "surgecast: 1\nname: split\nregion: eu-west-1\nperiod: { start: 2026-11-20, days: 2 }",
      ...Object.keys(files).map((file) => `${file.slice(2, -5)}: ${file}`),
    ].join("\n");
    const resolve = (file: string) => ({ text: files[file] ?? "", file });
    const scenario = read(text, { resolve, set: ["architecture.app.max=3", "traffic.baseline.mean=6/s"] });
    expect(scenario.traffic.baseline.mean).toBe(6);
    expect(scenario.components).toMatchObject([{ id: "app", kind: "fargate", config: { min: 1, max: 3 } }]);
  });
});

describe("flags change the scenario before it is checked", () => {
  test("--set reaches into lists, makes maps, and reads its value as YAML", () => {
    const scenario = read(goodText, {
      set: [
        "traffic.events[0].multiple=50",
        "architecture.app.scaling.target=60",
        'classes["page"].calls={ payment: 0.1 }',
        "architecture.bucket.region=eu-west-1",
        "admission={ per_second: 200 }",
      ],
    });
    expect(scenario.traffic.events[0]?.multiple).toBe(50);
    expect(scenario.classes["page"]?.calls).toEqual({ payment: 0.1 });
    expect(scenario.components.find(({ id }) => id === "app")?.config).toMatchObject({ scaling: { target: 60 } });
    expect(scenario.components.find(({ id }) => id === "bucket")?.region).toBe("eu-west-1");
    expect(scenario.admission).toEqual({ per_second: 200, poll: 10 });
  });

  test("--set mends what the file has wrong, and the last one wins", () => {
    const bad = goodText.replace("region: us-east-1", "region: nowhere");
    expect(read(bad, { set: ["region=eu-west-2", "region=eu-west-3"] }).region).toBe("eu-west-3");
    expect(read(bad, { region: "eu-west-1" }).region).toBe("eu-west-1");
  });

  test("a file of assumptions wins over the scenario's own", () => {
    const assume = { text: "cpuApi: 0.03s\nstaticKB: 1MB\napiHit: 30%\ntaskStart: 1m", file: "assume.yaml" };
    expect(read(goodText, { assume }).assume).toEqual({ cpuApi: 30, staticKB: 1000, apiHit: 0.3, taskStart: 60 });
    expect(read(goodText).assume).toEqual({ cpuApi: 20 });
  });
});

describe("whatever the text, it is a scenario or a UserError with places", () => {
  const holds = (text: string, set: readonly string[] = []) => {
    try {
      read(text, { set });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expect(error.problems.length).toBeGreaterThan(0);
      for (const { place, what } of error.problems) {
        if (place !== null)
          expect(place).toEqual({ file: "drop.yaml", line: expect.any(Number), column: expect.any(Number) });
        expect(place === null || (place.line >= 1 && place.column >= 1)).toBe(true);
        expect(place === null ? what : "--").toContain("--");
        expect(what).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  };
  const lines = goodText.split("\n");
  const values = [
    "",
    "[]",
    "{}",
    "null",
    "true",
    "-1",
    "1e400",
    "*x",
    "&x 1",
    "!!set {a}",
    "{ <<: [1] }",
    "'",
    "- a",
    "$1",
    "85%",
    "60s",
    "constructor",
    "2026-02-30",
  ];
  const keys = ["toString", "__proto__", "hasOwnProperty", "valueOf", "name", "1", "<<", "é", "?"];

  test("lines lost, doubled, indented otherwise, or with another key or value", () => {
    const change = fc.record({
      line: fc.nat(lines.length - 1),
      how: fc.constantFrom("drop", "double", "indent", "outdent", "value", "key"),
      value: fc.oneof(fc.constantFrom(...values), fc.string()),
      key: fc.constantFrom(...keys),
    });
    const mutate = (
      text: string[],
      { line, how, value, key }: { line: number; how: string; value: string; key: string },
    ) => {
      const old = text[line] ?? "";
      const become = {
        drop: [],
        double: [old, old],
        indent: [` ${old}`],
        outdent: [old.replace(/^ {2}/, "")],
        value: [old.replace(/:.*$/, `: ${value}`)],
        key: [old.replace(/[^\s:-]+:/, `${key}:`)],
      }[how];
      return text.toSpliced(line, 1, ...(become ?? [old]));
    };
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        holds(changes.reduce(mutate, lines).join("\n"));
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test("characters put in or taken out anywhere", () => {
    fc.assert(
      fc.property(
        fc.nat(goodText.length),
        fc.nat(30),
        fc.string({ unit: "binary", maxLength: 6 }),
        (at, length, text) => {
          holds(goodText.slice(0, at) + text + goodText.slice(at + length));
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });

  test("any text, and any JSON", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => holds(text)),
      { numRuns: 300, seed: 3 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => holds(text)),
      { numRuns: 200, seed: 4 },
    );
  });

  test("any flag", () => {
    const path = fc.array(
      fc.oneof(
        fc.constantFrom("traffic", "events", "[0]", "[9]", "architecture", "app", "x", "", '["a"]', ...keys),
        fc.string(),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(path, fc.oneof(fc.constantFrom(...values), fc.string()), (parts, value) =>
        holds(goodText, [`${parts.join(".").replaceAll(".[", "[")}=${value}`]),
      ),
      { numRuns: 300, seed: 5 },
    );
  });
});
