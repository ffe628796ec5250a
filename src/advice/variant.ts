/** What a change of a scenario is to the advice: what it does, what it costs in other ways, where AWS says so. */
import type { Estimate } from "../estimate-schema.ts";
import type { PriceBook } from "../pricing/price.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Model } from "../simulation/model.ts";
import type { Change } from "./change.ts";
import type { Measured } from "./measure.ts";

/** One change that is tried. */
export interface Variant {
  /** Stable within one advice: `nat.single`. */
  readonly id: string;
  /** As a phrase: `one NAT gateway for all zones`. */
  readonly title: string;
  /** Variants of the same group exclude each other. */
  readonly group: string;
  /** What it changes in a scenario, which may have been changed already; null where nothing is left to change. */
  readonly changes: (scenario: Scenario) => readonly Change[] | null;
  /** What is given up. Nothing is given up where it is empty. */
  readonly loses: readonly string[];
  /** What has to be done or known beside the change. */
  readonly needs: readonly string[];
  /** Whether it changes what is counted, and nothing that is built: no part of a set. */
  readonly isAccounting?: boolean;
  /** AWS's page. */
  readonly source: string;
  /** Where it neither saves nor costs; absent or null where it has no such place. */
  readonly evenAt?: (before: Measured, after: Measured) => EvenAt | null;
}

/** A break-even: `617.10 GB a month`. */
export interface EvenAt {
  /** Exact numeral. */
  readonly figure: string;
  readonly unit: string;
  /** Which side of it the change pays on, in words: `saves below`, `saves above`. */
  readonly saves: "below" | "above";
}

/** A change that is not tried, and why. */
export interface LeftOut {
  readonly title: string;
  readonly why: string;
}

/** What families of variants know of the scenario as it is. */
export interface Facts {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly estimate: Estimate;
  readonly measured: Measured;
  readonly prices: PriceBook;
}

export const isLeftOut = (one: Variant | LeftOut): one is LeftOut => "why" in one;

/** The components of a kind with the configuration that its own schema parsed. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the one place where a kind is taken for its configuration.
export function configured<Config>(
  { components }: Pick<Scenario, "components">,
  ...kinds: readonly string[]
): readonly { readonly id: string; readonly kind: string; readonly config: Config }[] {
  return components
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id, kind, config }) => ({ id, kind, config: config as Config })); // what the service's own schema parsed
}

/** Path of a component's setting: `settingOf("app", "min") === "architecture.app.min"`. */
export const settingOf = (id: string, ...keys: readonly string[]): string => ["architecture", id, ...keys].join(".");
