/**
 * A plan's `configuration`: modules, what they pass on, and what each resource's attributes refer to. Constants of anything that is not
 * in the allow-list, and of what is passed to modules, are not kept.
 * https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
import type { AttributesRead } from "./attributes-read.ts";
import { readExpression, readExpressions, readFacts } from "./expressions.ts";
import { BrokenJson, type Cursor, nextKey, open, OPEN_OBJECT, peek, skipValue } from "./json/cursor.ts";
import { eachElement, eachEntry, readStringOrNull } from "./json/read-scalar.ts";
import { selected, selectionOf } from "./json/selection.ts";
import { parseModule } from "./address.ts";
import type {
  Configuration,
  Expression,
  Facts,
  ModuleCall,
  ModuleConfiguration,
  ProviderConfiguration,
  ResourceConfiguration,
} from "./plan.ts";

type ReadOf = (mode: string, type: string) => AttributesRead;

/** Modules nested deeper are no configuration. */
const DEEPEST = 64;

export type WrittenConfiguration = Omit<Configuration, "variables">;

export function readConfiguration(cursor: Cursor, readOf: ReadOf): WrittenConfiguration {
  let root = emptyModule;
  let providers: Readonly<Record<string, ProviderConfiguration>> = {};
  eachEntry(cursor, (key) => {
    if (key === "root_module") root = readModule(cursor, readOf, 0);
    else if (key === "provider_config") providers = readProviders(cursor);
    else skipValue(cursor);
  });
  return { root, providers };
}

const emptyModule: ModuleConfiguration = { resources: {}, calls: {}, outputs: {}, variables: {} };

function readModule(cursor: Cursor, readOf: ReadOf, depth: number): ModuleConfiguration {
  if (depth > DEEPEST) throw new BrokenJson("too_deep", cursor.at);
  const resources = table<ResourceConfiguration>();
  const calls = table<ModuleCall>();
  const outputs = table<Expression>();
  const variables = table<Facts>();
  eachEntry(cursor, (key) => {
    if (key === "resources") eachElement(cursor, () => readResource(cursor, readOf, resources));
    else if (key === "module_calls") {
      eachEntry(cursor, (name) => {
        calls[name] = readCall(cursor, readOf, depth + 1);
      });
    } else if (key === "outputs")
      eachEntry(cursor, (name) => readWithin(cursor, "expression", (found) => (outputs[name] = found)));
    else if (key === "variables") eachEntry(cursor, (name) => readDefault(cursor, name, variables));
    else skipValue(cursor);
  });
  return { resources, calls, outputs, variables };
}

/** Names come from the document, `__proto__` too. */
function table<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

function readWithin(cursor: Cursor, key: string, found: (expression: Expression) => void): void {
  eachEntry(cursor, (name) => {
    if (name === key) found(readExpression(cursor, false));
    else skipValue(cursor);
  });
}

function readDefault(cursor: Cursor, name: string, variables: Record<string, Facts>): void {
  let isSensitive = false;
  let facts: Facts | null = null;
  eachEntry(cursor, (key) => {
    if (key === "default") facts = readFacts(cursor);
    else if (key === "sensitive") isSensitive = isTrue(cursor);
    else skipValue(cursor);
  });
  variables[name] = isSensitive || facts === null ? { elements: null, region: null } : facts;
}

function isTrue(cursor: Cursor): boolean {
  const isTrueWord = peek(cursor) === 0x74;
  skipValue(cursor);
  return isTrueWord;
}

function readCall(cursor: Cursor, readOf: ReadOf, depth: number): ModuleCall {
  const inputs = table<Expression>();
  let forEach: Expression | null = null;
  let module = emptyModule;
  eachEntry(cursor, (key) => {
    if (key === "expressions") {
      eachEntry(cursor, (name) => {
        inputs[name] = readExpression(cursor, false);
      });
    } else if (key === "for_each_expression") forEach = readExpression(cursor, false);
    else if (key === "module") module = readModule(cursor, readOf, depth);
    else skipValue(cursor);
  });
  return { inputs, forEach, module };
}

const RESOURCE = selectionOf(
  new Map(
    ["mode", "type", "name", "provider_config_key", "expressions", "for_each_expression", "count_expression"].map(
      (name) => [name, "value"],
    ),
  ),
);

function readResource(cursor: Cursor, readOf: ReadOf, resources: Record<string, ResourceConfiguration>): void {
  if (peek(cursor) !== OPEN_OBJECT) return skipValue(cursor);
  const texts: Record<string, string | null> = {};
  let forEach: Expression | null = null;
  let count: Expression | null = null;
  let expressionsAt = -1;
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    const name = selected(cursor, RESOURCE)?.name;
    if (name === "expressions") {
      expressionsAt = cursor.at;
      skipValue(cursor);
    } else if (name === "for_each_expression") forEach = readExpression(cursor, false);
    else if (name === "count_expression") count = readExpression(cursor, false);
    else if (name === undefined) skipValue(cursor);
    else texts[name] = readStringOrNull(cursor);
  }
  const { mode, type, name } = texts;
  if (typeof type !== "string" || typeof name !== "string") return;
  // By names of the allow-list, never of the document.
  const expressions: Record<string, Expression[]> = {};
  const configured: string[] = [];
  if (expressionsAt >= 0) {
    const end = cursor.at;
    cursor.at = expressionsAt;
    readExpressions(cursor, readOf(mode ?? "managed", type).paths, expressions, configured);
    cursor.at = end;
  }
  const key = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
  resources[key] = { providerKey: texts["provider_config_key"] ?? null, configured, expressions, forEach, count };
}

function readProviders(cursor: Cursor): Readonly<Record<string, ProviderConfiguration>> {
  const providers = table<ProviderConfiguration>();
  eachEntry(cursor, (key) => {
    let name = "";
    let module: readonly string[] = [];
    let region: Expression | null = null;
    eachEntry(cursor, (field) => {
      if (field === "name") name = readStringOrNull(cursor) ?? "";
      else if (field === "module_address") module = moduleNames(readStringOrNull(cursor) ?? "");
      else if (field === "expressions") {
        eachEntry(cursor, (argument) => {
          if (argument === "region") region = readExpression(cursor, false);
          else skipValue(cursor);
        });
      } else skipValue(cursor);
    });
    providers[key] = { name, module, region };
  });
  return providers;
}

function moduleNames(address: string): readonly string[] {
  return (parseModule(address) ?? []).map(({ name }) => name);
}

/** Values of the root module's variables: what they are like. */
export function readVariables(cursor: Cursor): Record<string, Facts> {
  const variables = table<Facts>();
  eachEntry(cursor, (name) => {
    eachEntry(cursor, (key) => {
      if (key === "value") variables[name] = readFacts(cursor);
      else skipValue(cursor);
    });
  });
  return variables;
}
