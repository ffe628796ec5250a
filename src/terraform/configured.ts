/** Finds a resource's or module's configuration: instance keys do not matter there. */
import type { ModuleStep } from "./address.ts";
import type { Configuration, ModuleConfiguration, ResourceConfiguration } from "./plan.ts";

/** The module at a path of names from the root; null where it is not configured. */
export function moduleAt(configuration: Configuration | null, path: readonly string[]): ModuleConfiguration | null {
  let module = configuration?.root ?? null;
  for (const name of path) module = module?.calls[name]?.module ?? null;
  return module;
}

export interface Located {
  readonly module: readonly ModuleStep[];
  readonly type: string;
  readonly name: string;
}

/** Finds the configuration of managed resources; null for a state, and for what is no longer configured. */
export function configurationFinder(
  configuration: Configuration | null,
): (of: Located) => ResourceConfiguration | null {
  // Resources of one module stand beside each other.
  let last: readonly ModuleStep[] | null = null;
  let module: ModuleConfiguration | null = null;
  return (of) => {
    if (of.module !== last) {
      last = of.module;
      module = moduleAt(
        configuration,
        of.module.map(({ name }) => name),
      );
    }
    return module?.resources[`${of.type}.${of.name}`] ?? null;
  };
}
