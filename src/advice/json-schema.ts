/** The JSON Schema of the advice, for programs that read `advise --format json`. */
import * as z from "zod";
import { adviceSchema } from "./schema.ts";

/** Draft 2020-12, generated from the one definition in schema.ts. */
export function adviceJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(adviceSchema);
  return { $schema, title: "surgecast advice, version 1", ...schema };
}
