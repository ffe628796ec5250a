/**
 * `terraform show -json`, `tofu show -json`: bytes → `Plan`. One pass over the bytes, in the order in which the tools write them; what
 * needs something that comes later is looked at afterwards.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
import { invariant } from "../invariant.ts";
import { attributesRead, type AttributesRead } from "./attributes-read.ts";
import { completenessOf } from "./completeness.ts";
import { readConfiguration, readVariables, type WrittenConfiguration } from "./configuration.ts";
import { refuseOther, refuseVersion } from "./document-kind.ts";
import { BrokenJson, type Cursor, cursorAt, skipValue } from "./json/cursor.ts";
import { eachElement, eachEntry, readStringOrNull, scalarOrNull } from "./json/read-scalar.ts";
import { notesOf } from "./notes.ts";
import type { Configuration, DataSource, Facts, Plan } from "./plan.ts";
import { brokenAt } from "./plan-error.ts";
import { place } from "./region.ts";
import { dataSourceTypes, resourceTypes } from "./resource-types/index.ts";
import type { ResourceTypes } from "./resource-types/resource-type.ts";
import { readRow, type Row } from "./rows.ts";
import { rowOfState } from "./state-rows.ts";
import { readValues, type StateResource } from "./state-values.ts";
import { endsCleanly, jsonBytes } from "./text-bytes.ts";
import { toolOf } from "./tool.ts";

export interface PlanOptions {
  /** As errors name it. */
  readonly file: string;
  /** Region of what the plan does not place; null: it stays unresolved. */
  readonly region?: string | null;
  /** What is read of each resource type, beside what every type says of its Region; default: `resourceTypes`. */
  readonly types?: ResourceTypes;
}

/**
 * Reads a plan or a state: UTF-8 or UTF-16, also between a wrapper's lines; unpacked.
 * @throws UserError PLAN_INVALID for what is none, with what it is and what to run; PLAN_VERSION_UNSUPPORTED.
 * @example readPlan(bytes, { file: "plan.json" }).resources.map(({ id, change }) => `${change} ${id}`)
 */
export function readPlan(bytes: Uint8Array, { file, region = null, types = resourceTypes }: PlanOptions): Plan {
  const text = jsonBytes(bytes, file);
  const listed = attributesRead(types);
  const listedData = attributesRead(dataSourceTypes);
  const readOf: ReadOf = (mode, type) => (mode === "data" ? listedData(type) : listed(type));
  const cursor = cursorAt(text.bytes, text.start);
  try {
    const document = readDocument(cursor, { file, readOf, types });
    refuseOther(file, document.keys, document.formatVersion);
    if (!endsCleanly(text.bytes, cursor.at)) throw new BrokenJson("malformed", cursor.at);
    const sections = laterSections(document, text.bytes, { readOf, types });
    return planOf(document, sections, region);
  } catch (error) {
    if (error instanceof BrokenJson) throw brokenAt(error, text.bytes, file);
    throw error;
  }
}

type ReadOf = (mode: string, type: string) => AttributesRead;

interface Reading {
  readonly file: string;
  readonly readOf: ReadOf;
  readonly types: ResourceTypes;
}

/** What the one pass over the document gives. */
interface Document {
  readonly keys: Set<string>;
  formatVersion: string | null;
  toolVersion: string | null;
  /** Null for absent or unlike `true` and `false`. */
  errored: boolean | null;
  complete: boolean | null;
  drifted: number;
  deferred: number;
  readonly rows: Row[];
  configuration: WrittenConfiguration | null;
  variables: Readonly<Record<string, Facts>>;
  /** Where the trees of values begin: they are looked at when it is known what of them is needed. */
  readonly trees: Map<string, number>;
}

function readDocument(cursor: Cursor, reading: Reading): Document {
  const document: Document = {
    keys: new Set(),
    formatVersion: null,
    toolVersion: null,
    errored: null,
    complete: null,
    drifted: 0,
    deferred: 0,
    rows: [],
    configuration: null,
    variables: {},
    trees: new Map(),
  };
  eachEntry(cursor, (key) => {
    document.keys.add(key);
    readSection(cursor, key, document, reading);
  });
  return document;
}

function readSection(cursor: Cursor, key: string, document: Document, reading: Reading): void {
  const { file, readOf, types } = reading;
  const managed = (type: string): AttributesRead => readOf("managed", type);
  switch (key) {
    case "format_version":
      document.formatVersion = readStringOrNull(cursor);
      refuseVersion(file, document.formatVersion);
      break;
    case "terraform_version":
      document.toolVersion = readStringOrNull(cursor);
      break;
    case "errored":
      document.errored = truth(scalarOrNull(cursor));
      break;
    case "complete":
      document.complete = truth(scalarOrNull(cursor));
      break;
    case "variables":
      document.variables = readVariables(cursor);
      break;
    case "resource_changes":
      eachElement(cursor, () => addRow(document.rows, readRow(cursor, types, managed)));
      break;
    case "deferred_changes":
      eachElement(cursor, () => readDeferred(cursor, document, reading));
      break;
    case "resource_drift":
      eachElement(cursor, () => {
        document.drifted += 1;
        skipValue(cursor);
      });
      break;
    case "configuration":
      document.configuration = readConfiguration(cursor, readOf);
      break;
    case "planned_values":
    case "prior_state":
    case "values":
      document.trees.set(key, cursor.at);
      skipValue(cursor);
      break;
    default:
      skipValue(cursor);
  }
}

function truth(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function addRow(rows: Row[], row: Row | null): void {
  if (row !== null && row.mode === "managed") rows.push(row);
}

function readDeferred(cursor: Cursor, document: Document, { readOf, types }: Reading): void {
  eachEntry(cursor, (key) => {
    if (key !== "resource_change") return skipValue(cursor);
    document.deferred += 1;
    addRow(
      document.rows,
      readRow(cursor, types, (type) => readOf("managed", type), true),
    );
  });
}

interface Sections {
  readonly rows: readonly Row[];
  readonly dataSources: readonly DataSource[];
  /** Resources that only the prior state has. */
  readonly untouched: number;
}

/** The trees of values: a state's own; of a plan what its rows leave aside, and what it read from AWS. */
function laterSections(
  document: Document,
  bytes: Uint8Array,
  { readOf, types }: Pick<Reading, "readOf" | "types">,
): Sections {
  const { rows, trees } = document;
  const dataSources: DataSource[] = [];
  const resourcesIn = (key: string, wanted: (address: string) => boolean): readonly StateResource[] => {
    const found: StateResource[] = [];
    const at = trees.get(key);
    if (at === undefined) return found;
    const readTree = (cursor: Cursor): void =>
      readValues(cursor, readOf, wanted, (resource) => {
        if (resource.mode === "managed") found.push(resource);
        else if (Object.hasOwn(dataSourceTypes, resource.type)) dataSources.push(dataSourceOf(resource));
      });
    const cursor = cursorAt(bytes, at);
    if (key !== "prior_state") readTree(cursor);
    else eachEntry(cursor, (inner) => (inner === "values" ? readTree(cursor) : skipValue(cursor)));
    return found;
  };
  const everything = (): boolean => true;
  if (isState(document)) {
    const held = resourcesIn("values", everything).map((resource) => rowOfState(resource, resource, types));
    return { rows: held, dataSources, untouched: 0 };
  }
  if (rows.length > 0) {
    const planned = new Set<string | null>();
    for (const { resource } of rows) planned.add(resource.address).add(resource.previousAddress);
    const aside = resourcesIn("prior_state", (address) => !planned.has(address));
    return {
      rows: [...rows, ...aside.map((resource) => rowOfState(resource, resource, types))],
      dataSources,
      untouched: aside.length,
    };
  }
  // Without rows the values before and after are all there is.
  const before = new Map(resourcesIn("prior_state", everything).map((resource) => [keyOf(resource), resource]));
  const after = resourcesIn("planned_values", everything);
  const kept = new Set(after.map((resource) => keyOf(resource)));
  const removed = [...before]
    .filter(([key]) => !kept.has(key))
    .map(([, resource]) => rowOfState(resource, null, types));
  const stays = after.map((resource) => {
    const was = before.get(keyOf(resource)) ?? null;
    // What is forgotten stands among the planned values, and has none.
    return rowOfState(was, resource.values === null ? (was ?? resource) : resource, types);
  });
  return { rows: [...stays, ...removed], dataSources, untouched: 0 };
}

function keyOf({ address, deposed }: StateResource): string {
  return deposed === null ? address : `${address} ${deposed}`;
}

function dataSourceOf({ address, module, type, name, index, values }: StateResource): DataSource {
  return { address, module, type, name, index, values: values ?? {} };
}

/** A state that is empty has nothing but its version. */
function isState({ keys }: Document): boolean {
  return keys.has("values") || !["planned_values", "resource_changes", "configuration"].some((key) => keys.has(key));
}

function planOf(document: Document, { rows, dataSources, untouched }: Sections, given: string | null): Plan {
  const { configuration: written, variables, formatVersion } = document;
  invariant(formatVersion !== null, "a plan without format version was not refused");
  const configuration: Configuration | null = written === null ? null : { ...written, variables };
  place({ rows, configuration, dataSources, given });
  const resources = rows.map(({ resource }) => resource);
  return {
    kind: isState(document) ? "state" : "plan",
    tool: toolOf(document, new Set(rows.map(({ providerHost }) => providerHost))),
    toolVersion: document.toolVersion,
    formatVersion,
    completeness: completenessOf({ ...document, untouched }),
    resources,
    dataSources,
    configuration,
    notes: notesOf(resources, document.drifted),
  };
}
