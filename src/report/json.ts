/** Documents as JSON: the schema's order of keys, two spaces, a line break at the end. Equal documents give equal bytes. */
import type { ZodType } from "zod";
import { type Estimate, estimateSchema } from "../estimate-schema.ts";

/** Throws when the estimate is not what the schema says: a bug in whoever built it. */
export function jsonReport(estimate: Estimate): string {
  return jsonDocument(estimateSchema, estimate);
}

/** The same for a document of any schema. */
export function jsonDocument<T>(schema: ZodType<T>, document: T): string {
  // Parsing also brings the keys into the schema's order.
  return jsonText(schema.parse(document));
}

/** Any document as JSON text that no terminal obeys. */
export function jsonText(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  // The control characters that JSON leaves as they are; a terminal would obey them.
  return `${text.replace(/[\u007F-\u009F]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)}\n`;
}
