/** Every price that the services' meters can ask for, so that the cache can be checked against them. */
import * as z from "zod";
import type { MeterPrice } from "../pricing/price.ts";
import type { Service } from "./service.ts";

/**
 * One entry per meter and distinct selector. Where the configuration decides (architecture, engine, mode), each choice of each
 * setting is tried with all others at their defaults.
 */
export function meterPricesOf(services: readonly Service[]): readonly MeterPrice[] {
  return services.flatMap((service) => {
    const configurations = configurationsOf(service);
    return Object.entries(service.meters).flatMap(([meter, { price }]) => {
      const selectors = typeof price === "function" ? configurations.map((config) => price(config)) : [price];
      const distinct = new Map(selectors.map((selector) => [JSON.stringify(selector), selector]));
      return [...distinct.values()].map((selector) => {
        // Nothing is sent from a Region to itself.
        const to = selector.attributes?.["toRegionCode"];
        return { service: service.kind, meter, selector, ...(to === undefined ? {} : { exceptIn: [to] }) };
      });
    });
  });
}

function configurationsOf({ config }: Service): readonly unknown[] {
  const defaults = config.safeParse({});
  if (!defaults.success) return [];
  const varied = Object.entries(choicesOf(config)).flatMap(([key, choices]) =>
    choices.flatMap((choice) => {
      const parsed = config.safeParse({ [key]: choice });
      return parsed.success ? [parsed.data] : [];
    }),
  );
  return [defaults.data, ...varied];
}

/** Settings that are one of a few words, and those words. */
function choicesOf(config: z.ZodType): Readonly<Record<string, readonly string[]>> {
  const schema = z.toJSONSchema(config, { io: "input", unrepresentable: "any" });
  const choices = Object.entries(schema.properties ?? {}).map(([key, property]): [string, readonly string[]] => [
    key,
    typeof property === "object" ? (property.enum ?? []).filter((word) => typeof word === "string") : [],
  ]);
  return Object.fromEntries(choices);
}
