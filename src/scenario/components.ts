/** The architecture section: the network and, by id, one component each with its service's own configuration. */
import * as z from "zod";
import { regions } from "../regions.ts";
import type { Service } from "../services/service.ts";
import { knownKeys } from "./known-keys.ts";
import { moment, type Moment } from "./moment.ts";
import { kindsInSubnets, tierOf, zones } from "./placement.ts";
import type { Reading } from "./reading.ts";
import { name } from "./name.ts";
import { networkSchema, type NetworkFile } from "./network-schema.ts";
import { kindOfId, type ComponentFile } from "./schema.ts";
import { formatPath, plain, type MapTree, type Tree } from "./tree.ts";
import { didYouMean } from "./words.ts";

/** What every component may say beside its service's configuration. */
export const placementSchema = z.strictObject({
  service: z
    .string("must be a kind of service such as fargate")
    .optional()
    .describe("kind of service; may be left out where the component's name says it"),
  region: z.enum(regions).optional().describe("another Region than the scenario's"),
  tier: z.enum(["public", "private", "isolated"]).optional().describe("subnets it stands in"),
  zones: z
    .array(z.enum(zones))
    .min(1)
    .optional()
    .describe("letters of the zones it stands in; all of the network's when left out"),
  from: moment().optional().describe("when it begins to exist"),
  until: moment().optional().describe("when it ceases to exist"),
});
const placementKeys = Object.keys(placementSchema.shape);

/** A component as written, with moments that still await the period. */
type WrittenComponent = Omit<ComponentFile, "from" | "until"> & {
  readonly from: Moment | null;
  readonly until: Moment | null;
};

export interface WrittenArchitecture {
  readonly network: NetworkFile | undefined;
  readonly components: readonly WrittenComponent[];
  /** Every id that is written, whether or not its component could be read; null where there is no map of components. */
  readonly ids: readonly string[] | null;
}

export function readArchitecture(reading: Reading, services: readonly Service[]): WrittenArchitecture {
  const tree = reading.root.entries.get("architecture");
  if (tree?.kind !== "map") {
    if (tree === undefined) reading.report(["architecture"], "architecture is missing; it must be a map of components");
    else reading.report(["architecture"], "architecture must be a map of components, or the path of a file with one");
    return { network: undefined, components: [], ids: null };
  }
  const network = reading.read(networkSchema.prefault({}), ["architecture", "network"]);
  const written = [...tree.entries].filter(([id]) => id !== "network");
  const components = written
    .map(([id, component]) => readComponent(reading, services, id, component))
    .filter((component) => component !== null);
  // A network that nobody describes and that nothing calls out of needs no way out.
  const implied = !tree.entries.has("network") && components.every((component) => tierOf(component) !== "private");
  return {
    network: implied && network !== undefined ? { ...network, nat: "none" } : network,
    components,
    ids: written.map(([id]) => id),
  };
}

function readComponent(
  reading: Reading,
  services: readonly Service[],
  id: string,
  tree: Tree,
): WrittenComponent | null {
  const path = ["architecture", id];
  if (tree.kind === "broken") return null;
  const named = name.safeParse(id);
  if (!named.success) {
    reading.report(path, `${formatPath(path)} ${named.error.issues[0]?.message ?? "must have another name"}`);
    return null;
  }
  const empty = tree.kind === "scalar" && tree.value === null;
  if (tree.kind !== "map" && !empty) {
    reading.read(z.strictObject({}), path);
    return null;
  }
  const written = tree.kind === "map" ? tree : { ...tree, kind: "map" as const, entries: new Map<string, Tree>() };
  const stated = reading.read(placementSchema.shape.service, [...path, "service"]);
  const service = serviceOf(reading, services, id, stated);
  // A key that the service itself has is the service's: the hosted zones of a DNS are no zones that it stands in.
  const owned = new Set((service === null ? services : [service]).flatMap(({ config }) => knownKeys(config, [])));
  const isPlacement = (key: string) => key === "service" || (placementKeys.includes(key) && !owned.has(key));
  const placement = reading.read(placementSchema, path, { input: part(written, isPlacement), alsoKnown: [] });
  if (service === null) return null;
  const config = reading.read(service.config, path, {
    input: part(written, (key) => !isPlacement(key)),
    alsoKnown: placementKeys,
  });
  for (const key of ["tier", "zones"] as const) {
    if (placement?.[key] === undefined || kindsInSubnets.has(service.kind)) continue;
    const what = `${formatPath([...path, key])} must be left out; ${service.kind} stands outside of subnets`;
    reading.check([...path, key], what);
  }
  return {
    id,
    kind: service.kind,
    region: placement?.region ?? null,
    tier: placement?.tier ?? null,
    zones: placement?.zones ?? null,
    from: placement?.from ?? null,
    until: placement?.until ?? null,
    config,
  };
}

function part(tree: MapTree, takes: (key: string) => boolean): unknown {
  return Object.fromEntries([...tree.entries].filter(([key]) => takes(key)).map(([key, child]) => [key, plain(child)]));
}

/** Endpoints are routes as much as components, and stand in the network: `gateway_endpoints`, `interface_endpoints`. */
export const isWritable = ({ kind }: Service): boolean => kind !== "gateway_endpoint" && kind !== "interface_endpoint";

/** The service named, else the one that the id stands for (`app`, or a kind itself); null, with a problem, when there is none. */
function serviceOf(
  reading: Reading,
  services: readonly Service[],
  id: string,
  stated: string | undefined,
): Service | null {
  const known = Object.hasOwn(kindOfId, id) ? kindOfId[id] : undefined;
  const service = services.find(({ kind }) => kind === (stated ?? known ?? id));
  const path = ["architecture", id, "service"];
  if (service !== undefined && isWritable(service)) return service;
  if (service !== undefined) {
    const what = `${formatPath(path)} must be another kind; got ${JSON.stringify(service.kind)}`;
    reading.report(path, what, `write it as architecture.network.${service.kind}s`);
    return null;
  }
  const kinds = services
    .filter(isWritable)
    .map(({ kind }) => kind)
    .toSorted();
  const list = `use one of: ${kinds.join(", ")}`;
  if (stated === undefined) {
    const near = didYouMean(id, [...Object.keys(kindOfId), "network"]);
    reading.report(path, `${formatPath(path)} is missing; it must be a kind of service`, near ?? list);
  } else {
    reading.report(
      path,
      `${formatPath(path)} must be a kind of service; got ${JSON.stringify(stated)}`,
      didYouMean(stated, kinds) ?? list,
    );
  }
  return null;
}
