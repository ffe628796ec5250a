/** Which keys a schema knows at a path: what a misspelt key is compared with. */
import type * as z from "zod";
import type { Path } from "./tree.ts";

type Schema = z.core.$ZodType;

/** Keys that any object behind `path` may have; none where every key is allowed, or where the path leaves the schema. */
export function knownKeys(schema: Schema, path: Path): readonly string[] {
  let here = alternatives(schema);
  for (const key of path) here = here.flatMap((option) => inside(option, key)).flatMap(alternatives);
  return [...new Set(here.flatMap(keysOf))];
}

/** The schema without what wraps it; several where it is a union. */
function alternatives(schema: Schema): readonly Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod; // every schema is one of Zod's own kinds
  if (def.type === "union") return def.options.flatMap(alternatives);
  if (def.type === "pipe") return alternatives(def.in);
  if (def.type === "lazy") return alternatives(def.getter());
  return "innerType" in def ? alternatives(def.innerType) : [schema];
}

function inside(schema: Schema, key: string | number): readonly Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod; // as above
  if (def.type === "array") return [def.element];
  if (def.type === "record") return [def.valueType];
  const child = def.type === "object" && Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
  return child === undefined ? [] : [child];
}

function keysOf(schema: Schema): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod; // as above
  if (def.type === "object") return Object.keys(def.shape);
  if (def.type !== "record") return [];
  const keys = (def.keyType as z.core.$ZodTypes)._zod.def; // as above
  return keys.type === "enum" ? Object.values(keys.entries).map(String) : [];
}
