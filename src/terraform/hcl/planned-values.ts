/** What of a resource's arguments and blocks goes into a plan: the allow-list of its type, as far as it is written. */
import type { AttributesRead } from "../attributes-read.ts";
import type { Selected, Selection } from "../json/selection.ts";
import type { Attribute, Unknown as UnknownAttribute, Values } from "../values.ts";
import { blockTypes, isNested, nestedBlocks, type NestedBlock } from "./blocks.ts";
import { type ResourceInstance, META_BLOCKS } from "./module-instance.ts";
import { argumentOf } from "./syntax.ts";
import { evaluate } from "./evaluate.ts";
import { EvaluationError, isLazy, isSequence, isUnknownValue, UNKNOWN, type Unknown, type Value } from "./value.ts";

/** Every attribute that is written; of what is computed the id, which is not known. */
export function plannedValues(
  { declaration, scope, attribute, address }: ResourceInstance,
  { values }: AttributesRead,
): Values {
  const { body } = declaration.block;
  const found: Record<string, Attribute> = {};
  for (const { name, selection } of selectedIn(values)) {
    if (argumentOf(body, name) !== null) {
      const value = attributeOf(attribute(name), selection);
      if (value !== undefined) found[name] = value;
    } else if (blockTypes(body).includes(name) && !META_BLOCKS.includes(name)) {
      found[name] = blocksOf({ body, scope }, name, selection, attribute);
    } else if (name === "id") found[name] = { unknown: "after_apply", of: `${address}.id` };
  }
  return found;
}

function selectedIn({ byLength }: Selection): readonly Selected[] {
  return byLength.flatMap((each) => each ?? []);
}

function blocksOf(
  { body, scope }: NestedBlock,
  type: string,
  selection: Selection,
  noted: (name: string) => Value,
): Attribute {
  const blocks = attempted(() => nestedBlocks(body, type, scope));
  // Why it is not known is noted where the block is evaluated as a value.
  if (blocks === undefined) return unknownAttribute(noted(type));
  return isNested(blocks) ? blocks.map((block) => blockOf(block, selection)) : unknownAttribute(blocks);
}

function blockOf({ body, scope }: NestedBlock, selection: Selection): Attribute {
  const found: Record<string, Attribute> = {};
  for (const { name, selection: inner } of selectedIn(selection)) {
    const argument = argumentOf(body, name);
    if (argument !== null) {
      const value = attributeOf(attempted(() => evaluate(argument.expression, scope)) ?? UNKNOWN, inner);
      if (value !== undefined) found[name] = value;
    } else if (blockTypes(body).includes(name)) {
      found[name] = blocksOf({ body, scope }, name, inner, () => UNKNOWN);
    }
  }
  return found;
}

function attempted<T>(evaluated: () => T): T | undefined {
  try {
    return evaluated();
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** A value as a plan holds it; undefined where nothing of it is selected. */
function attributeOf(value: Value, selection: Selection): Attribute | undefined {
  if (isUnknownValue(value) || isLazy(value)) return unknownAttribute(value);
  if (value === null) return null;
  if (typeof value === "object") {
    if (isSequence(value)) return value.elements.map((element) => attributeOf(element, selection) ?? null);
    const found: Record<string, Attribute> = {};
    for (const { name, selection: inner } of selectedIn(selection)) {
      const entry = value.entries.get(name);
      const attribute = entry === undefined ? undefined : attributeOf(entry, inner);
      if (attribute !== undefined) found[name] = attribute;
    }
    return found;
  }
  const { leaf } = selection;
  if (leaf === null || (leaf !== "value" && "note" in leaf)) return undefined;
  return leaf === "value" ? value : leaf.reduce(value);
}

function unknownAttribute(value: Value | Unknown): UnknownAttribute {
  if (!isUnknownValue(value)) return { unknown: "after_apply" };
  if (value.isSensitive) return { unknown: "sensitive" };
  return value.of === null ? { unknown: "after_apply" } : { unknown: "after_apply", of: value.of };
}
