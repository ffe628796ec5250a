import { expect, test } from "vitest";
import { loadScenario } from "../../src/node.ts";
import { estimateOf } from "../support/estimate-text.ts";

/** A drop for which half of the tasks above the base stand on Fargate Spot. */
const drop = (...set: string[]) => {
  const scenario = loadScenario("scenarios/spot-reclaim.yaml", { set });
  return estimateOf(scenario, { eventCosts: false }).survival?.events[0];
};
const reclaim = (share: string) => drop(`disruptions[0].spot_interrupted=${share}`);

test("does the drop survive if AWS takes back a third of the Spot tasks? It does without, and does not with it", () => {
  expect(drop("disruptions=[]")?.verdict).toBe("survives");
  const event = reclaim("33%");
  expect(event?.verdict).not.toBe("survives");
  expect(event?.limits[0]).toMatchObject({
    component: "app",
    limit: "Fargate Spot capacity",
    value: "5 of 15 Spot tasks taken back",
    firstReachedAt: "2026-11-20T19:05:00Z",
  });
});

test("the more are taken, the more requests fail; on demand alone, none", () => {
  const failed = ["10%", "50%", "100%"].map((share) => Number(reclaim(share)?.failed));
  expect(failed).toEqual(failed.toSorted((a, b) => a - b));
  expect(failed.at(-1)).toBeGreaterThan(10_000);
  expect(drop("disruptions=[]", "architecture.app.spot=0%")?.failed).toBe("0");
});

test("a moment without capacity is a smaller loss than twenty minutes", () => {
  const failed = (back: string) =>
    Number(drop("disruptions[0].spot_interrupted=100%", `disruptions[0].capacity_back=${back}`)?.failed);
  expect(failed("0s")).toBeLessThan(failed("20m") / 1.5);
});
