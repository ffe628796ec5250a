/** The JSON Schema of the estimate, for programs that read `--format json`. */
import * as z from "zod";
import { estimateSchema } from "./estimate-schema.ts";

/** Draft 2020-12, generated from the one definition in estimate-schema.ts. */
export function estimateJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(estimateSchema);
  return { $schema, title: "surgecast estimate, version 1", ...schema };
}
