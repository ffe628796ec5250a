import { expect, test } from "vitest";
import { nearest, nearestUsageType } from "../src/nearest.ts";

const commands = ["run", "rate", "prices", "schema", "completion"];

test.each([
  ["rnu", "run"],
  ["prcies", "prices"],
  ["Price", "prices"],
  ["shcemas", "schema"],
  ["ratte", "rate"],
  ["completions", "completion"],
])("%s was meant to be %s", (word, meant) => {
  expect(nearest(word, commands)).toBe(meant);
});

test("suggests nothing for what is far from everything, or too short to tell", () => {
  expect(["deploy", "xyz", "r", "ab", ""].map((word) => nearest(word, commands))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("of equally near ones the first wins", () => {
  expect(nearest("rat", ["rats", "rate"])).toBe("rats");
});

test.each([
  ["NatGateway-Hour", "NatGateway-Hours"],
  ["natgatway-byte", "NatGateway-Bytes"],
  ["NatGatewayBytes", "NatGateway-Bytes"],
  ["LCU", null],
  ["Requests-RBP", null],
  ["", null],
])("of a usage type a third may differ: %s was meant to be %s", (word, meant) => {
  expect(nearestUsageType(word, ["NatGateway-Hours", "NatGateway-Bytes", "LCUUsage"])).toBe(meant);
});
