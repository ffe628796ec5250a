/** A recovery as JSON: the schema's order of keys. Equal recoveries give equal bytes. */
import { type RecoveryDocument, recoverySchema } from "../recovery-schema.ts";
import { jsonDocument } from "./json.ts";

/** Throws when the document is not what the schema says: a bug in whoever built it. */
export function recoveryJson(document: RecoveryDocument): string {
  return jsonDocument(recoverySchema, document);
}
