/** Changes are written so that `--set` reads back what was meant. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { asSet, asYaml, over, spanOf, type Value } from "../../src/advice/change.ts";

test("a change is one line of YAML", () => {
  const value = [{ component: "app", from: "-30m", until: "45m", min: 60 }];
  expect(asSet({ path: "prepare", value })).toBe("prepare=[{ component: app, from: -30m, until: 45m, min: 60 }]");
  expect(asYaml({ at: "23:00", days: ["mon"], commitment: "$0.10/h" })).toBe(
    '{ at: "23:00", days: [mon], commitment: "$0.10/h" }',
  );
});

test("whatever is written is read back", () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom("no", "1e3", "0x1f", "~", "-", "12"),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      scalar,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z_.]{1,8}$/), tie("value"), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(value, (any) => {
      expect(parse(asYaml(any))).toEqual(any);
    }),
  );
});

test("what is replaced as a whole takes with it what was set inside", () => {
  const earlier = [
    { path: "architecture.app.min", value: 3 },
    { path: "architecture.apple.min", value: 1 },
  ];
  expect(over(earlier, [{ path: "architecture.app", value: { service: "lambda" } }]).map(({ path }) => path)).toEqual([
    "architecture.apple.min",
    "architecture.app",
  ]);
});

test("spans are written in the largest unit that leaves no rest", () => {
  expect([-1800, 2700, 7200, 90, 0].map(spanOf)).toEqual(["-30m", "45m", "2h", "90s", "0s"]);
});
