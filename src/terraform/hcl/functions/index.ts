/** All functions of Terraform but `try` and `can`, which look at expressions. */
import { nearest } from "../../../nearest.ts";
import { EvaluationError, UNKNOWN, type Value } from "../value.ts";
import { collectionFunctions } from "./collections.ts";
import { conversionFunctions } from "./conversions.ts";
import { encodingFunctions } from "./encoding.ts";
import { fileFunctions } from "./files.ts";
import { applied, type FunctionContext, type Functions } from "./function.ts";
import { networkFunctions } from "./network.ts";
import { numericFunctions } from "./numeric.ts";
import { stringFunctions } from "./strings.ts";

export type { FunctionContext, Outside } from "./function.ts";

const functions: Functions = {
  ...numericFunctions,
  ...stringFunctions,
  ...collectionFunctions,
  ...conversionFunctions,
  ...encodingFunctions,
  ...fileFunctions,
  ...networkFunctions,
};

/** Names of the functions, in no order that matters. */
export const functionNames: readonly string[] = Object.keys(functions);

/**
 * Calls a function; throws an EvaluationError for one that there is not, and for values it does not take. What a provider's function
 * gives is not known.
 */
export function callFunction(name: string, values: readonly Value[], context: FunctionContext): Value {
  const core = name.startsWith("core::") ? name.slice("core::".length) : name;
  if (core.includes("::")) return UNKNOWN;
  const definition = Object.hasOwn(functions, core) ? functions[core] : undefined;
  if (definition !== undefined) return applied(core, definition, values, context);
  const close = nearest(core, functionNames);
  throw new EvaluationError(`there is no function ${core}${close === null ? "" : `; did you mean ${close}?`}`);
}
