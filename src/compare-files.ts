/** The edge to files of a comparison: scenarios and architectures from disk, each estimated, side by side. */
import { basename, dirname, resolve } from "node:path";
import { comparisonOf, type Candidate } from "./comparison/comparison.ts";
import type { Comparison } from "./comparison/schema.ts";
import { type Problem, problem, UserError } from "./errors.ts";
import { type Estimated, estimateWithSeries } from "./estimate.ts";
import { loadPriceBook, type PriceCacheOptions } from "./files/price-cache.ts";
import { readTextFile } from "./files/read-text.ts";
import { isArchitecture } from "./scenario/borrowed-traffic.ts";
import { MAX_LENGTH, type Source } from "./scenario/document.ts";
import { parseScenario, type ScenarioOptions } from "./scenario/parse.ts";
import { pricesNeeded } from "./scenario/prices-needed.ts";
import type { Scenario } from "./scenario/schema.ts";
import { services } from "./services/index.ts";
import type { Series } from "./simulation/series.ts";

export interface CompareFilesOptions extends PriceCacheOptions {
  /** Changes to every one of them, as `--set` writes them. */
  readonly set?: readonly string[];
  readonly region?: string | null;
  readonly assumeFile?: string | null;
  /** A scenario whose traffic all take; then a file may also be an architecture alone, which takes the rest from there too. */
  readonly traffic?: string | null;
  /** Of one scenario: it as it is, then once more for each of these lists of changes. */
  readonly vary?: readonly (readonly string[])[];
  readonly seed?: number | null;
  /** Keep the time series of each; default false, because many of them are large. */
  readonly series?: boolean;
  readonly signal?: AbortSignal | null;
  readonly onProgress?: ((share: number, what: string) => void) | null;
}

export interface ComparedFiles {
  readonly comparison: Comparison;
  /** In the order of the comparison; empty without `series`. */
  readonly series: readonly Series[];
}

interface Read {
  readonly label: string;
  readonly changes: readonly string[];
  readonly scenario: Scenario;
}

const HINT = "name a scenario file such as scenarios/flash-sale.yaml";

/**
 * Reads and estimates all of them, without the cost of each event and without weighing assumptions: one simulation each.
 * Throws a UserError with the problems of every file at once.
 */
export function compareScenarioFiles(paths: readonly string[], options: CompareFilesOptions = {}): ComparedFiles {
  const scenarios = labelled(readAll(paths, options), paths);
  const series: Series[] = [];
  const candidates = scenarios.map(({ label, changes, scenario }, at): Candidate => {
    const onProgress = (share: number): void =>
      options.onProgress?.((at + share) / scenarios.length, `simulating ${label}`);
    const estimated = estimatedOf(scenario, options, onProgress);
    if (options.series === true) series.push(estimated.series);
    return { label, changes, estimate: estimated.estimate };
  });
  const traffic = options.traffic ?? null;
  return { comparison: comparisonOf(candidates, { traffic: traffic === null ? null : nameOf(traffic) }), series };
}

function estimatedOf(
  scenario: Scenario,
  { seed = null, signal = null, cacheDirectory }: CompareFilesOptions,
  onProgress: (share: number) => void,
): Estimated {
  const cache: PriceCacheOptions = cacheDirectory === undefined ? {} : { cacheDirectory };
  const prices = loadPriceBook({ ...cache, needed: pricesNeeded(scenario, services) });
  return estimateWithSeries(scenario, prices, { seed, signal, onProgress, sensitivity: false, eventCosts: false });
}

/** Every scenario there is to estimate, in order; what is wrong with any of them is said together. */
function readAll(paths: readonly string[], options: CompareFilesOptions): Read[] {
  const { vary = [] } = options;
  const jobs = paths.flatMap((path) => [
    { path, changes: [] as readonly string[] },
    ...vary.map((changes) => ({ path, changes })),
  ]);
  const problems: Problem[] = [];
  const failures: UserError[] = [];
  const read = jobs.flatMap(({ path, changes }): Read[] => {
    try {
      const scenario = readOne(path, changes, options);
      return [{ label: isAlone(path, options) ? nameOf(path) : scenario.name, changes, scenario }];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failures.push(error);
      // What they have in common is wrong once.
      const own = error.problems.filter((one) => !problems.some((other) => isSame(one, other)));
      problems.push(...(changes.length === 0 ? own : own.map((one) => ({ ...one, what: ofVariant(one, changes) }))));
      return [];
    }
  });
  const [first] = failures;
  if (first !== undefined) throw new UserError(first.code, problems, { cause: first });
  return read;
}

/** A change on its own is already named where it is wrong by itself. */
function ofVariant({ what, place }: Problem, changes: readonly string[]): string {
  return place === null ? what.replace(/^--set /, "--vary ") : `with ${changes.join("; ")}: ${what}`;
}

function isSame(a: Problem, b: Problem): boolean {
  const at = ({ place }: Problem): string => (place === null ? "" : `${place.file}:${place.line}:${place.column}`);
  return a.what === b.what && at(a) === at(b);
}

function readOne(path: string, changes: readonly string[], options: CompareFilesOptions): Scenario {
  const { region = null, assumeFile = null, traffic = null } = options;
  const set = [...(options.set ?? []), ...changes];
  const common = {
    services,
    ...(region === null ? {} : { region }),
    assume: assumeFile === null ? null : readTextFile(assumeFile, HINT, MAX_LENGTH),
  };
  const source = readTextFile(path, HINT, MAX_LENGTH);
  if (!isArchitecture(source)) {
    const borrowed = traffic === null ? null : { source: readTextFile(traffic, HINT, MAX_LENGTH), ...beside(traffic) };
    return parseScenario(source, { ...common, set, traffic: borrowed, ...beside(path) });
  }
  if (traffic === null) {
    const what = `${path} is an architecture alone: it has neither "surgecast: 1" nor traffic`;
    throw new UserError("COMMAND_INVALID", [problem(what, "name the scenario that it runs under with --traffic")]);
  }
  const { resolve: open } = beside(traffic);
  return parseScenario(readTextFile(traffic, HINT, MAX_LENGTH), {
    ...common,
    set: [`architecture=${JSON.stringify(path)}`, ...set],
    resolve: (reference) => (reference === path ? source : open(reference)),
  });
}

/** Files that one refers to are read from beside it. */
function beside(path: string): Required<Pick<ScenarioOptions, "resolve">> {
  const folder = dirname(path);
  return {
    resolve: (reference): Source => readTextFile(resolve(folder, reference), "it is looked for beside the scenario"),
  };
}

function isAlone(path: string, { traffic = null }: CompareFilesOptions): boolean {
  return traffic !== null && isArchitecture(readTextFile(path, HINT, MAX_LENGTH));
}

/** `scenarios/flash-sale.yaml` is `flash-sale`. */
function nameOf(path: string): string {
  return basename(path).replace(/\.ya?ml$/, "");
}

/** Each by its changes (`app.min=12`), else its name; by its path where two have the same, and by a number where even that is the same. */
function labelled(all: readonly Read[], paths: readonly string[]): Read[] {
  const isUnique = (label: string): boolean => all.filter((one) => one.label === label).length === 1;
  const perPath = all.length / paths.length;
  const labels = all.map(({ label, changes }, at) => {
    if (changes.length > 0) return changes.map((change) => change.replace(/^architecture\./, "")).join("; ");
    return perPath > 1 || isUnique(label) ? label : (paths[at] ?? label);
  });
  return all.map((one, at) => {
    const label = labels[at] ?? one.label;
    const before = labels.slice(0, at).filter((other) => other === label).length;
    return { ...one, label: before === 0 ? label : `${label} (${before + 1})` };
  });
}
