/**
 * Trees of values: `planned_values`, `prior_state.values`, and `values` of a state. Modules are nested as `child_modules`; here an
 * unknown value cannot be told from one that is not set.
 * https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 */
import { formatModule, type InstanceKey, type ModuleStep, parseModule } from "./address.ts";
import { type AttributesRead, type RegionFacts, regionFactsOf } from "./attributes-read.ts";
import { BrokenJson, type Cursor, nextKey, open, OPEN_OBJECT, peek, skipRest, skipValue } from "./json/cursor.ts";
import { eachElement, eachEntry, type Scalar, scalarOrNull } from "./json/read-scalar.ts";
import { pick, type Picked, pickMarks, selected, selectionOf } from "./json/selection.ts";
import { identityOf, noFields, providerOf, type RowFields } from "./rows.ts";
import { type Values, valuesOf } from "./values.ts";

/** A resource or data source as it stands in a tree of values. */
export interface StateResource {
  readonly address: string;
  readonly module: readonly ModuleStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index: InstanceKey;
  readonly provider: string;
  readonly providerHost: string | null;
  readonly deposed: string | null;
  /** Null where none are known: of a resource that is added, or forgotten. */
  readonly values: Values | null;
  readonly regionFacts: RegionFacts;
}

const RESOURCE = selectionOf(
  new Map(
    ["address", "mode", "type", "name", "index", "provider_name", "deposed_key", "values", "sensitive_values"].map(
      (name) => [name, "value"],
    ),
  ),
);

const DEEPEST = 64;

/** Calls `found` with every resource of a tree that has a `root_module`; one that is not `wanted` is stepped over. */
export function readValues(
  cursor: Cursor,
  readOf: (mode: string, type: string) => AttributesRead,
  wanted: (address: string) => boolean,
  found: (resource: StateResource) => void,
): void {
  eachEntry(cursor, (key) => {
    if (key === "root_module") readModule(cursor, [], 0);
    else skipValue(cursor);
  });

  function readModule(cursor: Cursor, above: readonly ModuleStep[], depth: number): void {
    if (depth > DEEPEST) throw new BrokenJson("too_deep", cursor.at);
    if (peek(cursor) !== OPEN_OBJECT) return skipValue(cursor);
    // Terraform writes the address behind the resources, which need it. The root has none.
    const module = depth === 0 ? above : (parseModule(addressOf(cursor) ?? "") ?? above);
    const path = module.length === 0 ? "" : `${formatModule(module)}.`;
    eachEntry(cursor, (key) => {
      if (key === "resources") eachElement(cursor, () => readResource(cursor, module, path));
      else if (key === "child_modules") eachElement(cursor, () => readModule(cursor, module, depth + 1));
      else skipValue(cursor);
    });
  }

  function readResource(cursor: Cursor, module: readonly ModuleStep[], path: string): void {
    if (peek(cursor) !== OPEN_OBJECT) return skipValue(cursor);
    const start = cursor.at;
    const fields = noFields();
    const spans = { values: -1, sensitive_values: -1 };
    open(cursor, OPEN_OBJECT);
    while (nextKey(cursor)) {
      const name = selected(cursor, RESOURCE)?.name;
      if (name === "address") {
        fields.address = scalarOrNull(cursor);
        if (!wanted(addressIn(path, fields.address))) return skipRest(cursor);
      } else if (name === "values" || name === "sensitive_values") {
        spans[name] = cursor.at;
        skipValue(cursor);
      } else if (name === undefined) skipValue(cursor);
      else fields[name === "deposed_key" ? "deposed" : (name as keyof RowFields)] = scalarOrNull(cursor); // RESOURCE has these names
    }
    const end = cursor.at;
    const resource = resourceOf(cursor, { fields, spans, module, path, start });
    cursor.at = end;
    if (resource !== null) found(resource);
  }

  function resourceOf(cursor: Cursor, { fields, spans, module, path, start }: ResourceRead): StateResource | null {
    const address = addressIn(path, fields.address);
    const identity = identityOf(fields, start, module);
    if (identity === null) return null;
    const { values: selection } = readOf(identity.mode, identity.type);
    cursor.noted = null;
    const picked = pickAt(cursor, spans.values, (at) => pick(at, selection));
    const arnRegion = cursor.noted;
    const sensitive = pickAt(cursor, spans.sensitive_values, (at) => pickMarks(at, selection));
    const values = valuesOf(picked, undefined, sensitive);
    const { provider, providerHost } = providerOf(fields, identity.type);
    const { deposed } = fields;
    return {
      address,
      module,
      mode: identity.mode,
      type: identity.type,
      name: identity.name,
      index: identity.index,
      provider,
      providerHost,
      deposed: typeof deposed === "string" && deposed !== "" ? deposed : null,
      values,
      regionFacts: regionFactsOf(values, arnRegion),
    };
  }
}

/** In format 0.1 the address of a resource lacks its module. */
function addressIn(path: string, written: Scalar): string {
  return typeof written === "string" && !written.startsWith(path) ? `${path}${written}` : String(written);
}

interface ResourceRead {
  readonly fields: RowFields;
  readonly spans: { readonly values: number; readonly sensitive_values: number };
  readonly module: readonly ModuleStep[];
  /** Of the module, with a dot behind it; empty for the root. */
  readonly path: string;
  readonly start: number;
}

function pickAt(cursor: Cursor, at: number, read: (cursor: Cursor) => Picked | undefined): Picked | undefined {
  if (at < 0) return undefined;
  cursor.at = at;
  return read(cursor);
}

const ADDRESS = selectionOf(new Map([["address", "value"]]));

/** The `address` of the module at the cursor, which stays there. */
function addressOf(cursor: Cursor): string | null {
  const start = cursor.at;
  let address: Scalar = null;
  open(cursor, OPEN_OBJECT);
  while (address === null && nextKey(cursor)) {
    if (selected(cursor, ADDRESS) === null) skipValue(cursor);
    else address = scalarOrNull(cursor);
  }
  cursor.at = start;
  cursor.opened = false;
  return typeof address === "string" ? address : null;
}
