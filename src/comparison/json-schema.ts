/** The JSON Schema of the comparison, for programs that read `compare --format json`. */
import * as z from "zod";
import { comparisonSchema } from "./schema.ts";

/** Draft 2020-12, generated from the one definition in schema.ts. */
export function comparisonJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(comparisonSchema);
  return { $schema, title: "surgecast comparison, version 1", ...schema };
}
