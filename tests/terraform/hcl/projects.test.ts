/** The directory of each project beside the plan that Terraform made of it: the same resources, values and references. */
import { describe, expect, test } from "vitest";
import { loadDirectory } from "../../../src/files/read-directory.ts";
import { networkOf } from "../../../src/terraform/network.ts";
import type { Expression, ModuleConfiguration, Plan, PlannedResource } from "../../../src/terraform/plan.ts";
import { planResolver } from "../../../src/terraform/resolver.ts";
import { type Attribute, isUnknown } from "../../../src/terraform/values.ts";
import { read, realPlan } from "../support/plans.ts";

const projects = [
  { name: "aliases", variables: ["recovery_region=eu-west-1"] },
  { name: "changes", variables: [] },
  { name: "modules", variables: [] },
  { name: "nat-per-az", variables: [] },
  { name: "nat-with-endpoints", variables: [] },
  { name: "unchanged", variables: [] },
  { name: "unknown-sets", variables: [] },
] as const;

describe.each(projects)("$name", ({ name, variables }) => {
  const planned = read(realPlan(name));
  const written = loadDirectory(`tests/terraform/projects/${name}`, { variables, environment: {} });
  const stays = planned.resources.filter(({ objects, change, deposed }) => {
    return objects.after > 0 && change !== "forgotten" && !deposed;
  });
  /** The id that the state has of what a directory names by its address. */
  const idOf = (attribute: Attribute | undefined): Attribute | undefined => {
    const of = isUnknown(attribute) ? attribute.of : undefined;
    return stays.find(({ id }) => of === `${id}.id`)?.after?.["id"];
  };
  const pairs = stays.map((resource) => [resource, written.resources.find(({ id }) => id === resource.id)] as const);

  test("has the same resources, each added", () => {
    expect(written.resources.map(({ id }) => id).sort()).toEqual(stays.map(({ id }) => id).sort());
    expect(new Set(written.resources.map(({ change }) => change))).toEqual(new Set(["added"]));
    const identity = ({
      module,
      type,
      name: called,
      index,
      indexUnknown,
      provider,
      billing,
      providerKey,
    }: PlannedResource) => {
      return { module, type, called, index, indexUnknown, provider, billing, providerKey };
    };
    for (const [plan, directory] of pairs) {
      expect(directory && identity(directory)).toEqual(identity(plan));
    }
  });

  test("has the same values, as far as either knows them", () => {
    const resolver = planResolver(planned);
    const differences = pairs.flatMap(([plan, directory]) =>
      Object.entries(plan.after ?? {}).flatMap(([attribute, value]) => {
        const ours = directory?.after?.[attribute];
        // What is not written the provider fills in; what it made of an update is what the state had.
        if (ours === undefined && resolver.configured(plan, attribute) !== true) return [];
        return isSame(value, ours, idOf) ? [] : [{ id: plan.id, attribute, plan: value, directory: ours }];
      }),
    );
    expect(differences).toEqual([]);
  });

  test("places them in the same Regions", () => {
    const placed = pairs.map(([plan, directory]) => [plan.id, directory?.region.region]);
    // A plan does not keep local values, so that it cannot follow them.
    const expected = pairs.map(([plan, directory]) => [plan.id, plan.region.region ?? directory?.region.region]);
    expect(placed).toEqual(expected);
  });

  test("has the same configuration", () => {
    const [ofPlan, ofDirectory] = [modulesOf(planned), modulesOf(written)];
    // A plan ends at local values, and does not say what functions make of constants, such as `toset`.
    const locals = ofPlan.filter((line) => line.includes("local.")).map((line) => line.slice(0, line.indexOf(" = ")));
    const isLocal = (line: string): boolean => locals.some((local) => line.startsWith(`${local} `));
    const constants = ofDirectory.filter((line) => line.includes(" for_each is "));
    const expected = new Set([...ofPlan.filter((line) => !isLocal(line)), ...constants]);
    expect(ofDirectory.filter((line) => !isLocal(line))).toEqual([...expected].sort());
  });

  test("leads to the same resources", () => {
    const [ofPlan, ofDirectory] = [planResolver(planned), planResolver(written)];
    const ids = (resources: readonly PlannedResource[]) => resources.map(({ id }) => id).sort();
    for (const [plan, directory] of pairs) {
      for (const attribute of Object.keys(plan.after ?? {})) {
        const expected = ofPlan.referenced(plan, attribute);
        if (directory === undefined || expected.by === "nothing" || expected.count.least !== expected.count.most)
          continue;
        const found = ofDirectory.referenced(directory, attribute);
        expect([plan.id, attribute, ids(found.resources)]).toEqual([plan.id, attribute, ids(expected.resources)]);
      }
    }
  });

  test("has the same network", () => {
    const sorted = <T extends { readonly id: string }>(list: readonly T[]) =>
      [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    const [ofPlan, ofDirectory] = [networkOf(planned), networkOf(written)];
    expect(sorted(ofDirectory.subnets)).toEqual(sorted(ofPlan.subnets));
    expect(sorted(ofDirectory.natGateways)).toEqual(sorted(ofPlan.natGateways));
    expect(sorted(ofDirectory.gatewayEndpoints)).toEqual(sorted(ofPlan.gatewayEndpoints));
    expect(sorted(ofDirectory.interfaceEndpoints).map(({ id, subnets }) => [id, [...subnets].sort()])).toEqual(
      sorted(ofPlan.interfaceEndpoints).map(({ id, subnets }) => [id, [...subnets].sort()]),
    );
  });
});

type IdOf = (attribute: Attribute | undefined) => Attribute | undefined;

/** Providers write some numbers as texts, and sets in another order; ids that are not known stand for a whole set in a plan. */
function isSame(plan: Attribute, ours: Attribute | undefined, idOf: IdOf): boolean {
  if (isUnknown(plan)) {
    return isUnknown(ours) || (Array.isArray(ours) && ours.every((each: Attribute) => isSame(plan, each, idOf)));
  }
  if (isUnknown(ours)) return typeof plan === "string" && plan === idOf(ours);
  if (ours === undefined) return plan === null;
  if (Array.isArray(plan)) {
    const elements = Array.isArray(ours) ? [...(ours as readonly Attribute[])] : [];
    return (
      plan.length === elements.length &&
      plan.every((each: Attribute) => {
        const at = elements.findIndex((element) => isSame(each, element, idOf));
        if (at >= 0) elements.splice(at, 1);
        return at >= 0;
      })
    );
  }
  if (typeof plan !== "object" || plan === null || typeof ours !== "object" || ours === null) {
    return JSON.stringify(plan ?? "").replaceAll('"', "") === JSON.stringify(ours ?? "").replaceAll('"', "");
  }
  const [a, b] = [plan as Readonly<Record<string, Attribute>>, ours as Readonly<Record<string, Attribute>>];
  return Object.keys(b).every((key) => a[key] !== undefined && isSame(a[key], b[key], idOf));
}

/** The tree of modules as lines of what each refers to. */
function modulesOf({ configuration }: Plan): readonly string[] {
  if (configuration === null) return [];
  const found: string[] = [];
  const add = (at: string, expression: Expression | null): void => {
    if (expression === null) return;
    if (expression.references.length > 0) found.push(`${at} = ${expression.references.join(" ")}`);
    if (expression.facts !== null) found.push(`${at} is ${JSON.stringify([expression.constant, expression.facts])}`);
  };
  const visit = (path: string, module: ModuleConfiguration): void => {
    for (const [key, { providerKey, configured, expressions, forEach, count }] of Object.entries(module.resources)) {
      found.push(`${path}${key} by ${providerKey}: ${[...configured].sort().join(" ")}`);
      for (const [name, list] of Object.entries(expressions))
        list.forEach((each) => add(`${path}${key}.${name}`, each));
      add(`${path}${key} for_each`, forEach);
      add(`${path}${key} count`, count);
    }
    for (const [name, expression] of Object.entries(module.outputs)) add(`${path}output ${name}`, expression);
    for (const [name, { inputs, forEach, module: inner }] of Object.entries(module.calls)) {
      for (const [input, expression] of Object.entries(inputs)) add(`${path}${name}(${input})`, expression);
      add(`${path}${name} for_each`, forEach);
      visit(`${path}${name}/`, inner);
    }
  };
  visit("", configuration.root);
  return found.sort();
}
