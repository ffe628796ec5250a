/** Addresses that AWS leaves in a subnet, against what stands in it at its largest. */
import { expect, test } from "vitest";
import { subnetsOf, usableIn } from "../../src/advice/subnets.ts";
import { loadScenario } from "../../src/node.ts";
import { models } from "../../src/scenario/model.ts";
import { services } from "../../src/services/index.ts";

test("AWS keeps five addresses of each subnet", () => {
  expect([28, 24, 20].map(usableIn)).toEqual([11, 251, 4091]);
});

test("tasks at their maximum share the private subnets of their zones; endpoints have an address in each", () => {
  const scenario = loadScenario("scenarios/flash-sale.yaml", { set: ["architecture.network.subnet=/27"] });
  const needs = subnetsOf(scenario, models(scenario, services)());
  const [first] = needs.filter(({ tier }) => tier === "private");
  expect(first?.by.slice(0, 2)).toEqual([
    { component: "app", addresses: 40 },
    { component: "workers", addresses: 1 },
  ]);
  expect(first?.by.filter(({ component }) => component.startsWith("endpoint-"))).toHaveLength(4);
  expect([first?.usable, first?.needed, first?.enough]).toEqual([27, 46, 26]);
  expect(needs.filter(({ needed, usable }) => needed > usable).map(({ tier }) => tier)).toEqual([
    "private",
    "private",
    "private",
  ]);
});
