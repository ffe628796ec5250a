/** The allow-list of a resource type, compiled to what the JSON reader takes; with what every type says of its Region. */
import { type Leaf, type Selection, selectionOf } from "./json/selection.ts";
import type { Scalar } from "./json/read-scalar.ts";
import { isRegion, regionOfArn, regionOfEndpointService, regionOfZone } from "./region-names.ts";
import type { ResourceType, ResourceTypes } from "./resource-types/resource-type.ts";
import type { Values } from "./values.ts";

export interface AttributesRead {
  /** Of values, and of the trees beside them that mark what is unknown or sensitive. */
  readonly values: Selection;
  /** The same paths in the configuration's expressions. */
  readonly paths: Selection;
}

/** What a resource's values say of where it is; an ARN is read for its Region only. */
export interface RegionFacts {
  readonly attribute: string | null;
  readonly inside: string | null;
}

/** A function from type to what is read of it; the same for every type that is not in the table. */
export function attributesRead(types: ResourceTypes): (type: string) => AttributesRead {
  const unlisted = compiled(null);
  const byType = new Map<string, AttributesRead>();
  return (type) => {
    const listed = Object.hasOwn(types, type) ? types[type] : undefined;
    if (listed === undefined) return unlisted;
    const known = byType.get(type) ?? compiled(listed);
    byType.set(type, known);
    return known;
  };
}

function compiled(type: ResourceType | null): AttributesRead {
  const paths = new Map<string, Leaf>([["region", { reduce: regionOnly }]]);
  // An ARN says which account it is of: what is kept of it is its Region.
  paths.set("arn", { note: (value) => (typeof value === "string" ? regionOfArn(value) : null) });
  if (type === null) paths.set("availability_zone", { reduce: zoneOnly });
  else paths.set("id", "value").set("availability_zone", "value");
  for (const attribute of type?.attributes ?? []) {
    const isSecretive = attribute.endsWith("?");
    paths.set(isSecretive ? attribute.slice(0, -1) : attribute, isSecretive ? { reduce: isSet } : "value");
  }
  const listed = new Map([...paths].filter(([path]) => type?.attributes.includes(path) ?? false));
  return { values: selectionOf(paths), paths: selectionOf(listed) };
}

function isSet(value: Scalar): Scalar {
  return value === null || value === "" ? null : true;
}

function regionOnly(value: Scalar): Scalar {
  return isRegion(value) ? value : null;
}

function zoneOnly(value: Scalar): Scalar {
  return typeof value === "string" && regionOfZone(value) !== null ? value : null;
}

/** What a resource's values and the Region of its ARN say of where it is. */
export function regionFactsOf(values: Values | null, arnRegion: string | null): RegionFacts {
  const text = (name: string): string | null => {
    const value = values?.[name];
    return typeof value === "string" ? value : null;
  };
  if (arnRegion !== null) return { attribute: text("region"), inside: arnRegion };
  const [service, zone] = [text("service_name"), text("availability_zone")];
  const inside =
    (service === null ? null : regionOfEndpointService(service)) ?? (zone === null ? null : regionOfZone(zone));
  return { attribute: text("region"), inside };
}
