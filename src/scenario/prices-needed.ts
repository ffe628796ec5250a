/** Which files of the price cache an estimate needs: every service code of every component's meters, where it is listed. */
import { expand } from "../architecture/expand.ts";
import type { Component } from "../architecture/architecture.ts";
import type { Scenario } from "./schema.ts";
import type { Service } from "../services/service.ts";

export interface NeededPrices {
  /** Region code, or `global`. */
  readonly region: string;
  readonly serviceCode: string;
}

/** In stable order, without repetition. `services` must hold every component's kind. */
export function pricesNeeded(scenario: Scenario, services: readonly Service[]): readonly NeededPrices[] {
  const { components } = expand(scenario, services);
  const plans = scenario.savings_plans.length === 0 ? [] : [...new Set(components.map(({ region }) => region))];
  const rates = plans.map((region) => ({ region, serviceCode: "ComputeSavingsPlans" }));
  return neededBy(components, services, rates);
}

function neededBy(
  components: readonly Component[],
  services: readonly Service[],
  beside: readonly NeededPrices[],
): readonly NeededPrices[] {
  const byKind = new Map(services.map((service) => [service.kind, service]));
  const needed = new Map<string, NeededPrices>();
  const add = (region: string, serviceCode: string): void => {
    needed.set(`${region}/${serviceCode}`, { region, serviceCode });
  };
  for (const { region, serviceCode } of beside) add(region, serviceCode);
  for (const { kind, region, config } of components) {
    for (const { price } of Object.values(byKind.get(kind)?.meters ?? {})) {
      const selector = typeof price === "function" ? price(config) : price;
      add(selector.listedIn ?? region, selector.serviceCode);
    }
    // What NAT costs, and what endpoints would cost instead, is said of every network.
    add(region, "AmazonEC2");
    add(region, "AmazonVPC");
  }
  return [...needed.values()].sort((a, b) =>
    `${a.region}/${a.serviceCode}` < `${b.region}/${b.serviceCode}` ? -1 : 1,
  );
}
