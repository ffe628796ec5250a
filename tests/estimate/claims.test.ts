import { expect, test } from "vitest";
import type { Estimate } from "../../src/estimate-schema.ts";
import { claimsOf } from "../../src/estimate/claims.ts";
import { failingDrop, oneLine } from "../support/estimates.ts";

/** `verdict computed` of one claim on an estimate. */
function claim(path: string, value: string | number, tolerance = 0, estimate: Estimate = failingDrop): string {
  const [checked] = claimsOf([{ says: "so they say", path, value, tolerance }], estimate);
  expect([checked!.says, checked!.value]).toEqual(["so they say", String(value)]);
  return `${checked!.verdict} ${checked!.computed}`;
}

const bill = (lineItems: readonly { component: string; usageType: string; cost: string | null }[]): Estimate => {
  const [template] = oneLine.bill.lineItems;
  return { ...oneLine, bill: { ...oneLine.bill, lineItems: lineItems.map((line) => ({ ...template!, ...line })) } };
};

test("a figure is confirmed when it prints alike to the cent", () => {
  expect(claim("bill.total", "$450", undefined, oneLine)).toBe("confirms 450");
  expect(claim("bill.total", "$450.01", undefined, oneLine)).toBe("corrects 450");
  const exact = bill([{ component: "nat-a", usageType: "NatGateway-Bytes", cost: "460.7999999" }]);
  expect(claim("bill.lineItems.NatGateway-Bytes.cost", "$460.80", undefined, exact)).toBe("confirms 460.7999999");
});

test("within a tolerance it is confirmed to the edge, and no further", () => {
  const costs = ["97", "103", "103.0001", "96.9999"].map((cost) => {
    const estimate = bill([{ component: "a", usageType: "x", cost }]);
    return claim("bill.lineItems.x.cost", "$100", 0.03, estimate).split(" ")[0];
  });
  expect(costs).toEqual(["confirms", "confirms", "corrects", "corrects"]);
});

test("lines of one name are added up; names joined by a slash must all hold", () => {
  const estimate = bill([
    { component: "nat-a", usageType: "NatGateway-Bytes", cost: "10.1" },
    { component: "nat-b", usageType: "NatGateway-Bytes", cost: "20.2" },
    { component: "nat-b", usageType: "NatGateway-Hours", cost: "32.85" },
  ]);
  expect(claim("bill.lineItems.NatGateway-Bytes.cost", "$30.30", undefined, estimate)).toBe("confirms 30.3");
  expect(claim("bill.lineItems.nat-b.cost", "$53.05", undefined, estimate)).toBe("confirms 53.05");
  expect(claim("bill.lineItems.nat-b/NatGateway-Bytes.cost", "$20.20", undefined, estimate)).toBe("confirms 20.2");
});

test("names may hold points of their own", () => {
  const dotted = bill([
    { component: "eu-west-1.nat-a", usageType: "NatGateway-Hours", cost: "35.04" },
    { component: "aws_nat_gateway.main[0]", usageType: "NatGateway-Bytes", cost: "4.5" },
  ]);
  expect(claim("bill.lineItems.eu-west-1.nat-a.cost", "$35.04", undefined, dotted)).toBe("confirms 35.04");
  expect(claim("bill.lineItems.aws_nat_gateway.main[0]/NatGateway-Bytes.cost", "$4.50", undefined, dotted)).toBe(
    "confirms 4.5",
  );
});

test("what the estimate does not have cannot be told, and so cannot a cost without price", () => {
  for (const path of [
    "bill.lineItems.nowhere.cost",
    "bill.nothing",
    "survival.verdict",
    "bill",
    "bill.lineItems",
    "__proto__.x",
    "",
  ]) {
    expect(claim(path === "" ? "." : path, "$1", undefined, oneLine)).toBe("cannot tell null");
  }
  const unpriced = bill([{ component: "a", usageType: "x", cost: null }]);
  expect(claim("bill.lineItems.x.cost", "$0", undefined, unpriced)).toBe("cannot tell null");
});

test("words are compared as they are", () => {
  expect(claim("survival.verdict", "fails")).toBe("confirms fails");
  expect(claim("survival.verdict", "survives")).toBe("corrects fails");
});

test("sizes and percentages mean what they say", () => {
  const nat = { ...failingDrop, nat: { ...failingDrop.nat!, processedBytes: String(10 * 2 ** 40) } };
  expect(claim("nat.processedBytes", "10TB", undefined, nat)).toBe(`confirms ${10 * 2 ** 40}`);
  expect(claim("nat.processedBytes", "10000GB", 0.03, nat)).toBe(`confirms ${10 * 2 ** 40}`);
  expect(claim("nat.processedBytes", "10000GB", undefined, nat)).toBe(`corrects ${10 * 2 ** 40}`);
  const lost = (failedShare: number): Estimate => {
    const [event] = failingDrop.survival!.events;
    const events = [{ ...event!, worstMinute: { start: "2026-11-20T18:02:00Z", failedShare } }];
    return { ...failingDrop, survival: { ...failingDrop.survival!, events } };
  };
  expect(claim("survival.events.drop.worstMinute.failedShare", "12.34%", undefined, lost(0.12342))).toBe(
    "confirms 0.12342",
  );
  expect(claim("survival.events.drop.worstMinute.failedShare", "12%", undefined, lost(0.12342))).toBe(
    "corrects 0.12342",
  );
});

test("plain numbers and thousands separators are numbers", () => {
  const estimate = bill([{ component: "a", usageType: "x", cost: "1250.5" }]);
  expect([
    claim("bill.lineItems.x.cost", "$1,250.50", undefined, estimate),
    claim("bill.lineItems.x.cost", 1250.5, undefined, estimate),
  ]).toEqual(["confirms 1250.5", "confirms 1250.5"]);
});
