/**
 * Rows of a plan's `resource_changes`: what is planned for one resource. Values are read for allow-listed attributes only, in one pass
 * over the row's bytes.
 */
import { type Action, actionOf } from "./actions.ts";
import { type InstanceKey, type ModuleStep, parseAddress, parseModule } from "./address.ts";
import { type AttributesRead, type RegionFacts, regionFactsOf } from "./attributes-read.ts";
import { billingOf } from "./billing.ts";
import { BrokenJson, type Cursor, nextKey, open, OPEN_OBJECT, peek, skipValue } from "./json/cursor.ts";
import { eachElement, readStrings, type Scalar, scalarOrNull } from "./json/read-scalar.ts";
import { pick, type Picked, pickMarks, selected, type Selection, selectionOf } from "./json/selection.ts";
import type { PlannedResource } from "./plan.ts";
import type { ResourceTypes } from "./resource-types/resource-type.ts";
import { type Values, valuesOf } from "./values.ts";

/** A planned resource whose place is looked for later: until then it is unresolved. */
export type Unplaced = Omit<PlannedResource, "region" | "providerKey"> & {
  region: PlannedResource["region"];
  providerKey: PlannedResource["providerKey"];
};

export const UNRESOLVED: PlannedResource["region"] = { region: null, by: "unresolved" };

export interface Row {
  readonly resource: Unplaced;
  readonly mode: "managed" | "data";
  readonly regionFacts: RegionFacts;
  /** Where its provider comes from; null in format 0.1. */
  readonly providerHost: string | null;
}

const keysOf = (...names: readonly string[]): Selection => selectionOf(new Map(names.map((name) => [name, "value"])));

/** Scalars of a row, or of a resource in a tree of values; null for what is not there or no scalar. */
export interface RowFields {
  address: Scalar;
  previous_address: Scalar;
  module_address: Scalar;
  mode: Scalar;
  type: Scalar;
  name: Scalar;
  index: Scalar;
  index_unknown: Scalar;
  provider_name: Scalar;
  deposed: Scalar;
  action_reason: Scalar;
}

export function noFields(): RowFields {
  return {
    address: null,
    previous_address: null,
    module_address: null,
    mode: null,
    type: null,
    name: null,
    index: null,
    index_unknown: null,
    provider_name: null,
    deposed: null,
    action_reason: null,
  };
}

const ROW = keysOf(...Object.keys(noFields()), "change");

const CHANGE = keysOf(
  "actions",
  "before",
  "after",
  "after_unknown",
  "before_sensitive",
  "after_sensitive",
  "replace_paths",
  "importing",
);

/** Reads one row and steps over it; null for what is neither a managed resource nor a data source. */
export function readRow(
  cursor: Cursor,
  types: ResourceTypes,
  readOf: (type: string) => AttributesRead,
  deferred = false,
): Row | null {
  const fields = noFields();
  const start = peek(cursor) === OPEN_OBJECT ? cursor.at : -1;
  if (start < 0) {
    skipValue(cursor);
    return null;
  }
  let change: ChangeRead | null = null;
  let changeAt = -1;
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    const name = selected(cursor, ROW)?.name;
    if (name === undefined) skipValue(cursor);
    else if (name !== "change") fields[name as keyof RowFields] = scalarOrNull(cursor); // ROW has these names
    else if (typeof fields.type === "string") change = readChange(cursor, readOf(fields.type));
    else {
      changeAt = cursor.at;
      skipValue(cursor);
    }
  }
  const end = cursor.at;
  if (change === null && changeAt >= 0) {
    cursor.at = changeAt;
    change = readChange(cursor, readOf(String(fields.type)));
    cursor.at = end;
  }
  const identity = identityOf(fields, start, null);
  if (identity === null || change === null) return null;
  return rowOf(identity, fields, change, { types, deferred });
}

interface ChangeRead {
  beforeRegion: string | null;
  afterRegion: string | null;
  actions: readonly string[];
  importing: boolean;
  replacedBy: readonly string[];
  before: Picked | undefined;
  after: Picked | undefined;
  unknown: Picked | undefined;
  beforeSensitive: Picked | undefined;
  afterSensitive: Picked | undefined;
}

function readChange(cursor: Cursor, { values }: AttributesRead): ChangeRead {
  const change: ChangeRead = {
    beforeRegion: null,
    afterRegion: null,
    actions: [],
    importing: false,
    replacedBy: [],
    before: undefined,
    after: undefined,
    unknown: undefined,
    beforeSensitive: undefined,
    afterSensitive: undefined,
  };
  if (peek(cursor) !== OPEN_OBJECT) {
    skipValue(cursor);
    return change;
  }
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    switch (selected(cursor, CHANGE)?.name) {
      case "actions":
        change.actions = readStrings(cursor);
        break;
      case "before":
        cursor.noted = null;
        change.before = pick(cursor, values);
        change.beforeRegion = cursor.noted;
        break;
      case "after":
        cursor.noted = null;
        change.after = pick(cursor, values);
        change.afterRegion = cursor.noted;
        break;
      case "after_unknown":
        change.unknown = pickMarks(cursor, values);
        break;
      case "before_sensitive":
        change.beforeSensitive = pickMarks(cursor, values);
        break;
      case "after_sensitive":
        change.afterSensitive = pickMarks(cursor, values);
        break;
      case "replace_paths":
        change.replacedBy = readPathHeads(cursor);
        break;
      case "importing":
        change.importing = peek(cursor) === OPEN_OBJECT;
        skipValue(cursor);
        break;
      case undefined:
      default:
        skipValue(cursor);
    }
  }
  return change;
}

/** The attribute each path begins with: what follows may be a key that somebody chose. */
function readPathHeads(cursor: Cursor): readonly string[] {
  const heads = new Set<string>();
  eachElement(cursor, () => {
    const [head] = readStrings(cursor);
    if (head !== undefined && /^[a-z0-9_]+$/.test(head)) heads.add(head);
  });
  return [...heads];
}

interface Identity {
  readonly address: string;
  readonly module: readonly ModuleStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index: InstanceKey;
}

/** Rows of one module stand beside each other, so that the last one is nearly always the next one's. */
const lastModule: { text: string; steps: readonly ModuleStep[] | null } = { text: "", steps: [] };

function moduleOf(text: string): readonly ModuleStep[] | null {
  if (text !== lastModule.text) {
    lastModule.steps = parseModule(text);
    lastModule.text = text;
  }
  return lastModule.steps;
}

const ROOT: readonly ModuleStep[] = [];

/**
 * Its own fields win over the address, which in format 0.1 may lack the module; `within` is the module where that is known. Null for a
 * mode that is not known.
 */
export function identityOf(
  fields: Readonly<RowFields>,
  at: number,
  within: readonly ModuleStep[] | null,
): Identity | null {
  const { address, type, name, index } = fields;
  const mode = fields.mode ?? "managed";
  if (mode !== "managed" && mode !== "data") return null;
  if (typeof address !== "string" || typeof type !== "string" || typeof name !== "string") {
    throw new BrokenJson("malformed", at);
  }
  const moduleAddress = typeof fields.module_address === "string" ? fields.module_address : null;
  const hasIndex = typeof index === "string" || typeof index === "number";
  const isInModule = within === null && moduleAddress === null && address.startsWith("module.");
  const inAddress = isInModule || (!hasIndex && address.endsWith("]")) ? parseAddress(address) : null;
  const module = within ?? (moduleAddress === null ? null : moduleOf(moduleAddress));
  return {
    address,
    module: module ?? inAddress?.module ?? ROOT,
    mode,
    type,
    name,
    index: hasIndex ? index : (inAddress?.key ?? null),
  };
}

/** A provider's name is the last part of its address, whatever its host; in format 0.1 it stands alone. */
export function providerOf(
  fields: Readonly<RowFields>,
  type: string,
): { readonly provider: string; readonly providerHost: string | null } {
  const address = typeof fields.provider_name === "string" ? fields.provider_name : "";
  const slash = address.indexOf("/");
  const last = address.slice(address.lastIndexOf("/") + 1);
  return {
    provider: last === "" ? type.slice(0, Math.max(0, type.indexOf("_"))) : last,
    providerHost: slash < 0 ? null : address.slice(0, slash),
  };
}

// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
const REASONS: readonly string[] = [
  "replace_because_tainted",
  "replace_because_cannot_update",
  "replace_by_request",
  "replace_by_triggers",
  "delete_because_no_resource_config",
  "delete_because_no_module",
  "delete_because_wrong_repetition",
  "delete_because_count_index",
  "delete_because_each_key",
  "delete_because_no_move_target",
  "read_because_config_unknown",
  "read_because_dependency_pending",
  "read_because_check_nested",
];

function rowOf(
  { address, module, mode, type, name, index }: Identity,
  fields: Readonly<RowFields>,
  change: ChangeRead,
  { types, deferred }: { readonly types: ResourceTypes; readonly deferred: boolean },
): Row {
  const action = actionOf(change.actions);
  const { change: word, objects } = action ?? UNCHANGED;
  const before = valuesOf(change.before, undefined, change.beforeSensitive);
  const after = valuesOf(change.after, change.unknown, change.afterSensitive);
  const wasIn = regionFactsOf(before, change.beforeRegion);
  const isIn = regionFactsOf(after, change.afterRegion);
  const { provider, providerHost } = providerOf(fields, type);
  const { deposed, action_reason: reason, previous_address: previous } = fields;
  const isDeposed = typeof deposed === "string" && deposed !== "";
  const resource: Unplaced = {
    id: isDeposed ? `${address} (deposed ${deposed})` : address,
    address,
    module,
    type,
    name,
    index,
    indexUnknown: fields.index_unknown === true,
    provider,
    providerKey: null,
    billing: billingOf(provider, type, types),
    change: word,
    // What is imported was there before, whatever else happens to it.
    objects: change.importing ? { before: 1, after: objects.after } : objects,
    overlaps: word === "replaced" && change.actions[0] === "create",
    importing: change.importing,
    deposed: isDeposed,
    previousAddress: typeof previous === "string" ? previous : null,
    reason: typeof reason === "string" && REASONS.includes(reason) ? reason : null,
    replacedBy: change.replacedBy,
    deferred,
    before,
    after: word === "forgotten" ? before : whatStays(word, before, after),
    region: UNRESOLVED,
  };
  return {
    resource,
    mode: action === null ? "data" : mode,
    regionFacts: {
      attribute: isIn.attribute ?? wasIn.attribute,
      inside: isIn.inside ?? wasIn.inside,
    },
    providerHost,
  };
}

const UNCHANGED: Action = { change: "unchanged", objects: { before: 1, after: 1 } };

/** An action that is not known leaves what it does not describe as it was. */
function whatStays(word: string, before: Values | null, after: Values | null): Values | null {
  return word === "unknown" ? (after ?? before) : after;
}
