import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatPath, formatValue, parsePath } from "../../src/scenario/tree.ts";

test("a path is written as people write it", () => {
  expect(formatPath(["traffic", "events", 0, "ramp"])).toBe("traffic.events[0].ramp");
  expect(formatPath(["classes", "page", "calls", "cms.eu"])).toBe('classes.page.calls["cms.eu"]');
  expect(formatPath(["architecture", "nat-a"])).toBe("architecture.nat-a");
});

test("what is written so is read as the same path", () => {
  const key = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("a", "a-b", "a.b", "__proto__", '"', "[0]", "0"),
    fc.nat(999_999),
  );
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
  );
});

test.each(["", ".a", "a.", "a..b", "a[", "a[x]", "a[-1]", "a[0]b", "a b", 'a["b]', "a.[0]"])(
  "%j is no path",
  (text) => {
    expect(parsePath(text)).toBeNull();
  },
);

test("a value is shown so that a message stays one line", () => {
  expect([null, [], [1, 2], {}, { a: 1 }, "fast\nlane", 12, true].map(formatValue)).toEqual([
    "nothing",
    "an empty list",
    "a list of 2",
    "an empty map",
    "a map",
    String.raw`"fast\nlane"`,
    "12",
    "true",
  ]);
  expect(formatValue("x".repeat(100))).toBe(`"${"x".repeat(76)}…`);
});
