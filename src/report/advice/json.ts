/** The advice as JSON, in the schema's order of keys. Equal advice gives equal bytes. */
import { type Advice, adviceSchema } from "../../advice/schema.ts";
import { jsonDocument } from "../json.ts";

/** Throws when the advice is not what the schema says: a bug in whoever built it. */
export function adviceJson(advice: Advice): string {
  return jsonDocument(adviceSchema, advice);
}
