/** What each family of variants offers, and what it leaves out with a reason. */
import { expect, test } from "vitest";
import { measure } from "../../src/advice/measure.ts";
import { isLeftOut } from "../../src/advice/variant.ts";
import { variantsOf } from "../../src/advice/variants/index.ts";
import { gravitonOf } from "../../src/advice/variants/processor.ts";
import { estimateWithSeries } from "../../src/estimate.ts";
import { loadPriceBook, loadScenario } from "../../src/node.ts";
import { models } from "../../src/scenario/model.ts";
import { services } from "../../src/services/index.ts";

function variants(set: readonly string[]) {
  const scenario = loadScenario("scenarios/steady-month.yaml", {
    set: ["period={ start: 2026-01-01, days: 1 }", "claims=[]", ...set],
  });
  const prices = loadPriceBook({
    needed: ["us-east-1", "global"].map((region) => ({ region, serviceCode: null })),
  });
  const { estimate } = estimateWithSeries(scenario, prices, { sensitivity: false, eventCosts: false });
  const measured = measure({ scenario, part: "whole" }, prices);
  const all = variantsOf({ scenario, model: models(scenario, services)(), estimate, measured, prices });
  return {
    ids: all.flatMap((one) => (isLeftOut(one) ? [] : [one.id])),
    why: (title: string) => all.filter(isLeftOut).find((one) => one.title === title)?.why,
    changes: (id: string) => all.flatMap((one) => (!isLeftOut(one) && one.id === id ? [one.changes(scenario)] : []))[0],
  };
}

test("what is so already is left out, with the reason", () => {
  const { why, ids } = variants([]);
  expect(why("app on Graviton")).toBe("it runs on it");
  expect(why("a gateway endpoint for s3")).toBe("it is there and reaches every route table");
  expect(why("no NAT at all")).toContain("cannot be reached through endpoints");
  expect(ids).toContain("processor.twin");
});

test("Aurora's other storage mode is offered from either side", () => {
  expect(variants([]).changes("storage.database")).toEqual([
    { path: "architecture.database.mode", value: "io_optimized" },
  ]);
  expect(variants(["architecture.database.mode=io_optimized"]).changes("storage.database")).toEqual([
    { path: "architecture.database.mode", value: "standard" },
  ]);
});

test("a flat-rate plan is the smallest that the month fits into; none has Lambda@Edge", () => {
  expect(variants([]).changes("plan.cdn")).toEqual([{ path: "architecture.cdn.plan", value: "pro" }]);
  expect(variants(["architecture.firewall.rules=30"]).changes("plan.cdn")).toEqual([
    { path: "architecture.cdn.plan", value: "business" },
  ]);
  expect(variants(["architecture.edge={ service: lambda_edge }"]).why("a flat-rate plan for cdn")).toBe(
    "Lambda@Edge (edge) is in no plan",
  );
});

test("with functions in front there are no tasks to take away", () => {
  const { ids } = variants([
    "architecture.app={ service: lambda, memory: 1GB }",
    "architecture.twin={ service: sqs }",
    "architecture.graviton={ service: sqs }",
  ]);
  expect(ids).toContain("fargate.app");
  expect(ids.filter((id) => /^(spot|minimum|nights)\.app/.test(id))).toEqual([]);
});

test.each([
  ["c7i.xlarge", "c7g.xlarge"],
  ["m5.large", "m6g.large"],
  ["t3.small", "t4g.small"],
  ["c7g.xlarge", "c7g.xlarge"],
  ["g5.xlarge", null],
])("%s has %s for a Graviton twin", (type, twin) => {
  expect(gravitonOf(type)).toBe(twin);
});
