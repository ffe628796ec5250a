/**
 * Which configuration of a provider a resource has: its key in the root module, as a plan names it. Modules take their parent's, unless
 * the call passes others or they have their own. https://developer.hashicorp.com/terraform/language/modules/develop/providers
 */
import type { Declarations } from "./declarations.ts";
import { argumentOf, type Block, type Body, type Expression } from "./syntax.ts";

export interface Providers {
  /** The key of `aws`, `aws.dr` as this module names them. */
  readonly keyOf: (name: string) => string;
}

/** `parent` null for the root module; `path` are the names of the calls that lead here. */
export function providersOf(
  { providers }: Declarations,
  path: readonly string[],
  call: { readonly body: Body; readonly parent: Providers } | null,
): Providers {
  const own = new Set(providers.map((block) => nameOf(block)));
  const passed = new Map<string, string>();
  const given = call === null ? null : argumentOf(call.body, "providers");
  if (given?.expression.kind === "object" && call !== null) {
    for (const { key, value } of given.expression.items) passed.set(textOf(key), call.parent.keyOf(textOf(value)));
  }
  return {
    keyOf: (name) => {
      const found = passed.get(name);
      if (found !== undefined) return found;
      if (own.has(name) || call === null) return ownKey(name, path);
      // Only what has no alias is inherited.
      return call.parent.keyOf(name.includes(".") ? name.slice(0, name.indexOf(".")) : name);
    },
  };
}

/** `module.network:aws` for one that a module configures itself. */
export function ownKey(name: string, path: readonly string[]): string {
  return path.length === 0 ? name : `${path.map((step) => `module.${step}`).join(".")}:${name}`;
}

/** `aws`, `aws.dr` of a provider's block. */
export function nameOf({ labels, body }: Block): string {
  const alias = argumentOf(body, "alias")?.expression;
  const name = labels[0] ?? "";
  return alias?.kind === "literal" && alias.value !== null ? `${name}.${alias.value}` : name;
}

/** The provider a resource names, or else that of its type's first word. */
export function providerNameOf(type: string, body: Body): string {
  const written = argumentOf(body, "provider");
  return written === null ? type.slice(0, Math.max(0, type.indexOf("_"))) || type : textOf(written.expression);
}

/** `aws.dr`, also in quotes; of `aws.each[key]` what is before the key. */
function textOf(expression: Expression): string {
  if (expression.kind === "name") return expression.name;
  if (expression.kind === "attribute") return `${textOf(expression.of)}.${expression.name}`;
  if (expression.kind === "index") return textOf(expression.of);
  return expression.kind === "literal" ? String(expression.value) : "";
}
