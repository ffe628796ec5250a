/**
 * Scenarios drawn from the schema itself: whatever a service or section may say is tried without anybody naming it. Most values
 * are of the right kind, many documents are valid, and names are few, so that parts find each other.
 */
import * as fc from "fast-check";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.ts";
import { kindOfId } from "../../src/scenario/schema.ts";
import { services } from "../../src/services/index.ts";

interface Schema {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly pattern?: string;
}

const schema = scenarioJsonSchema(services) as unknown as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

/** Texts that some pattern or other takes; of those without pattern, names that may be written elsewhere. */
const texts = [
  "0s",
  "1ms",
  "100ms",
  "60s",
  "15m",
  "2h",
  "1d",
  "31d",
  "0B",
  "1B",
  "250KB",
  "4GB",
  "10TB",
  "1,000PB",
  "0/s",
  "1/day",
  "40/s",
  "1200/min",
  "3M/day",
  "900M/s",
  "0%",
  "1%",
  "50%",
  "99.9%",
  "100%",
  "$0",
  "$450",
  "$1,250.50",
  "2026-11",
  "2026-11-20",
  "2026-11-20T01:00:00Z",
  "-30m",
  "+1h",
  "99.5% within 3s",
  "02:00",
  "UTC",
  "Europe/Paris",
];
const classes = ["static", "page", "api", "checkout"];
const ids = [...Object.keys(kindOfId), ...services.map(({ kind }) => kind)];
const names = [...classes, ...ids, "drop", "payment", "cms", "third_party", "stock_row", "nat.cost", "bill.total"];

/** Any value that the schema takes, as far as JSON Schema says. Optional settings are seldom there: few are wanted at a time. */
export function valueOf(of: Schema): fc.Arbitrary<unknown> {
  if ("const" in of) return fc.constant(of.const);
  if (of.enum !== undefined) return fc.constantFrom(...of.enum);
  if (of.anyOf !== undefined) return fc.oneof(...of.anyOf.map(valueOf));
  switch (of.type) {
    case "object":
      return objectOf(of);
    case "array":
      if (of.prefixItems !== undefined) return fc.tuple(...of.prefixItems.map(valueOf));
      return fc.array(valueOf(of.items || {}), { minLength: of.minItems ?? 0, maxLength: of.maxItems ?? 3 });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "integer":
    case "number":
      return numberOf(of);
    case "string":
      return textOf(of);
    case undefined:
    default:
      return fc.oneof(fc.constantFrom<unknown>(...texts), fc.integer());
  }
}

function objectOf({
  properties = {},
  required = [],
  additionalProperties,
  propertyNames,
}: Schema): fc.Arbitrary<object> {
  const own = Object.entries(properties).map(([key, inner]) => {
    const value = valueOf(inner);
    return [
      key,
      required.includes(key) ? value : fc.option(value, { nil: undefined, freq: 1, depthSize: "max" }),
    ] as const;
  });
  const sparse = fc.record(Object.fromEntries(own)).chain((whole) => {
    const optional = Object.keys(whole).filter((key) => !required.includes(key));
    return fc
      .subarray(optional, { maxLength: Math.min(optional.length, 4) })
      .map((kept) => pick(whole, [...required, ...kept]));
  });
  if (typeof additionalProperties !== "object") return sparse;
  const keys = propertyNames?.enum === undefined ? fc.constantFrom(...names) : valueOf(propertyNames).map(String);
  const others = fc.dictionary(keys, valueOf(additionalProperties), { maxKeys: 3 });
  return fc.tuple(sparse, others).map(([first, more]) => ({ ...more, ...first }));
}

function pick(whole: Readonly<Record<string, unknown>>, keys: readonly string[]): object {
  return Object.fromEntries(keys.flatMap((key) => (whole[key] === undefined ? [] : [[key, whole[key]]])));
}

function numberOf(of: Schema): fc.Arbitrary<number> {
  const min = of.minimum ?? of.exclusiveMinimum ?? 0;
  const max = of.maximum ?? of.exclusiveMaximum ?? 1e15;
  const step = of.multipleOf ?? (of.type === "integer" ? 1 : 0.25);
  const typical = [0, 0.25, 0.5, 1, 2, 3, 4, 8, 10, 60, 100, 1000].filter((value) => value >= min && value <= max);
  const rare = [min, max, 1e6, 1e9, max / 2].filter((value) => value >= min && value <= max);
  const rounded = (value: number) => Math.round(value / step) * step;
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(typical.length === 0 ? [min] : typical)).map(rounded) },
    { weight: 1, arbitrary: fc.constantFrom(...rare).map(rounded) },
  );
}

function textOf({ pattern }: Schema): fc.Arbitrary<string> {
  const fits = pattern === undefined ? [] : [...texts, ...names].filter((text) => new RegExp(pattern).test(text));
  return fits.length > 0 ? fc.constantFrom(...fits) : fc.constantFrom(...names, ...texts);
}

const sections = schema.properties ?? {};
const ofSection = (key: string): Schema => {
  const { anyOf, ...section } = sections[key] ?? {};
  return anyOf?.[0] ?? section; // the other branch refers to a file
};

const components = ids.map((id) =>
  valueOf(schema.$defs[kindOfId[id] ?? id] ?? {}).map((config) => [id, config] as const),
);

const architecture = fc
  .tuple(
    fc.option(valueOf(ofSection("architecture").properties?.["network"] ?? {}), { freq: 1 }),
    fc.array(fc.oneof(...components), { maxLength: 5 }),
  )
  .map(([network, components]) => ({
    ...(network === null ? {} : { network }),
    balancer: {},
    app: { cpu: 1, memory: "2GB", min: 1, max: 4 },
    ...Object.fromEntries(components),
  }));

const fixed = ["surgecast", "name", "region", "period", "step", "traffic", "architecture"];
const others = Object.keys(sections).filter((key) => !fixed.includes(key));

/** A scenario as values: a few hours of traffic, any components, and some of the other sections. */
export const anyDocument: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    region: valueOf(ofSection("region")),
    hours: fc.integer({ min: 1, max: 3 }),
    traffic: valueOf(ofSection("traffic")),
    baseline: fc.option(valueOf(ofSection("traffic").properties?.["baseline"] ?? {}), { freq: 1 }),
    architecture,
    sections: fc.record(Object.fromEntries(others.map((key) => [key, valueOf(ofSection(key))]))),
    kept: fc.subarray(others, { maxLength: 2 }),
  })
  .map(({ region, hours, traffic, baseline, sections, kept, architecture }) => ({
    surgecast: 1,
    name: "fuzz",
    region,
    period: { start: "2026-11-20", hours },
    step: { base: "10m", event: "30s" },
    traffic: { ...(traffic as object), baseline: baseline ?? { mean: "20/s" } },
    ...pick(sections, kept),
    architecture,
  }));
