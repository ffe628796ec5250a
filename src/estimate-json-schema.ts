/** The JSON Schemas of documents, for programs that read `--format json`. */
import * as z from "zod";
import { estimateSchema } from "./estimate-schema.ts";
import { recoverySchema } from "./recovery-schema.ts";

/** Draft 2020-12, generated from the one definition in estimate-schema.ts. */
export function estimateJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(estimateSchema);
  return { $schema, title: "surgecast estimate, version 1", ...schema };
}

/** The same of a recovery, from recovery-schema.ts. */
export function recoveryJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(recoverySchema);
  return { $schema, title: "surgecast recovery, version 1", ...schema };
}
