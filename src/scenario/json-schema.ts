/** The scenario format for editors: what `$schema` at the top of a file points to, so that keys complete and errors show while typing. */
import * as z from "zod";
import type { Service } from "../services/service.ts";
import { isWritable, placementSchema } from "./components.ts";
import { networkSchema } from "./network-schema.ts";
import { kindOfId, scenarioShape } from "./schema.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * JSON Schema (draft 2020-12) of a scenario file with the components of `all` services. It says what may be written; what only a
 * whole document shows, such as shares that add up, it leaves to the parser.
 */
export function scenarioJsonSchema(all: readonly Service[]): JsonSchema {
  const services = all.filter(isWritable);
  const reference = z.string().describe("path of a file that holds this section");
  const architecture = z.object({ network: networkSchema.optional() }).describe("the network, and components by name");
  const { traffic, classes, ...rest } = scenarioShape;
  const document = z.strictObject({
    ...rest,
    traffic: z.union([traffic, reference]),
    classes: z.union([classes, reference]).optional(),
    architecture: z.union([architecture, reference]),
  });
  const schema = jsonSchema(document.describe("a surgecast scenario"));
  const components = Object.fromEntries(
    services.flatMap((service) => [
      [service.kind, component(service, [])],
      [stated(service.kind), component(service, ["service"])],
    ]),
  );
  const properties = schema["properties"] as Record<string, JsonSchema>; // of an object schema
  const network = properties["architecture"]?.["anyOf"] as readonly [JsonSchema, JsonSchema]; // the union above
  return {
    ...schema,
    title: "surgecast scenario",
    properties: { ...properties, architecture: { anyOf: [architectureOf(network[0], services), network[1]] } },
    $defs: { ...(schema["$defs"] as JsonSchema | undefined), ...components },
  };
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

/** The component of a kind whose name does not say it. */
const stated = (kind: string): string => `${kind}_by_service`;

/** One component: its service's configuration beside what every component may say. */
function component(service: Service, required: readonly string[]): JsonSchema {
  const { $schema: _, ...config } = jsonSchema(service.config);
  const { properties } = jsonSchema(placementSchema);
  const own = config["properties"] as JsonSchema | undefined; // of an object schema
  return {
    ...config,
    title: service.title,
    properties: { ...(properties as JsonSchema), service: { const: service.kind }, ...own }, // of an object schema
    required: [...required, ...((config["required"] as readonly string[] | undefined) ?? [])], // as above
  };
}

/** Well-known names take their service from the name, unless `service` says otherwise; every other component needs it. */
function architectureOf(network: JsonSchema, services: readonly Service[]): JsonSchema {
  const any = services.map(({ kind }) => ({ $ref: `#/$defs/${stated(kind)}` }));
  const kinds = services.map(({ kind }) => kind);
  const named = [...Object.entries(kindOfId), ...kinds.map((kind) => [kind, kind] as const)].filter(([, kind]) =>
    kinds.includes(kind),
  );
  return {
    ...network,
    properties: {
      ...(network["properties"] as JsonSchema), // of an object schema
      ...Object.fromEntries(
        named.map(([id, kind]) => [id, { anyOf: [{ $ref: `#/$defs/${kind}` }, { type: "null" }, ...any] }]),
      ),
    },
    additionalProperties: { anyOf: any },
  };
}
