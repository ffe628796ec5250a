/** The estimate as JSON: the schema's order of keys, two spaces, a line break at the end. Equal estimates give equal bytes. */
import { type Estimate, estimateSchema } from "../estimate-schema.ts";

/** Throws when the estimate is not what the schema says: a bug in whoever built it. */
export function jsonReport(estimate: Estimate): string {
  // Parsing also brings the keys into the schema's order.
  return `${JSON.stringify(estimateSchema.parse(estimate), null, 2)}\n`;
}
