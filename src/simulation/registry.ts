/** All drivers of a run, by component and name: whoever asks first makes it, and its owner declares its unit. */
import { driver, type Driver } from "./driver.ts";

export interface Registry {
  /** The owner's view: says what it is. */
  declare(component: string, name: string, unit: string): Driver;
  /** A reader's view, possibly before the owner has declared it. */
  find(component: string, name: string): Driver;
  /** In the order of first mention. */
  readonly drivers: readonly Driver[];
  /** Drivers that somebody reads and nobody owns. */
  orphans(): string[];
}

export function registry(hours: number, steps: number): Registry {
  const byKey = new Map<string, Driver>();
  const drivers: Driver[] = [];
  const find = (component: string, name: string): Driver => {
    const key = `${component}\n${name}`;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const made = driver({ component, name, unit: "" }, hours, steps);
    byKey.set(key, made);
    drivers.push(made);
    return made;
  };
  return {
    drivers,
    find,
    declare(component, name, unit) {
      const made = find(component, name);
      made.unit = unit;
      return made;
    },
    orphans: () => drivers.filter(({ unit }) => unit === "").map(({ component, name }) => `${component}.${name}`),
  };
}
