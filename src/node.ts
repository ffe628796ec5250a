/** The edge to files: scenarios and prices from disk around the pure estimate. */
import { dirname, resolve } from "node:path";
import { pricesNeededForRecovery, recoveryReport } from "./dr.ts";
import { problem, UserError } from "./errors.ts";
import type { Estimate } from "./estimate-schema.ts";
import { type Estimated, estimateWithSeries } from "./estimate.ts";
import { loadPriceBook, type PriceCacheOptions } from "./files/price-cache.ts";
import { readTextFile } from "./files/read-text.ts";
import type { RecoveryDocument } from "./recovery-schema.ts";
import { present } from "./invariant.ts";
import { MAX_LENGTH } from "./scenario/document.ts";
import { parseScenario } from "./scenario/parse.ts";
import type { Scenario } from "./scenario/schema.ts";
import { pricesNeeded } from "./scenario/prices-needed.ts";
import { services } from "./services/index.ts";
import { estimateAll, type ThreadOptions } from "./threads/estimate-all.ts";
import { withRanges } from "./uncertainty/ranges.ts";
import { sampleRuns } from "./uncertainty/sample.ts";

export { type ComparedFiles, type CompareFilesOptions, compareScenarioFiles } from "./compare-files.ts";
export { loadPriceBook } from "./files/price-cache.ts";
export { type DirectoryFilesOptions, loadDirectory } from "./files/read-directory.ts";
export { loadPlan, type LoadPlanOptions } from "./files/read-plan.ts";
export { estimateAll, type ThreadOptions } from "./threads/estimate-all.ts";
export type { Job } from "./threads/job.ts";
export { writeFileAtomically } from "./files/write-file.ts";

export interface ScenarioFileOptions {
  /** Changes as `--set` writes them: `traffic.events[0].multiple=50`. */
  readonly set?: readonly string[];
  readonly region?: string | null;
  /** A file of `id: value` lines that override assumptions. */
  readonly assumeFile?: string | null;
}

const HINT = "name a scenario file such as scenarios/flash-sale.yaml";

/**
 * A scenario from a file; files it refers to are read from beside it.
 * Throws a UserError SCENARIO_INVALID with every problem and its place, or FILE_UNREADABLE.
 */
export function loadScenario(
  path: string,
  { set = [], region = null, assumeFile = null }: ScenarioFileOptions = {},
): Scenario {
  const folder = dirname(path);
  return parseScenario(readTextFile(path, HINT, MAX_LENGTH), {
    services,
    set,
    ...(region === null ? {} : { region }),
    assume: assumeFile === null ? null : readTextFile(assumeFile, HINT, MAX_LENGTH),
    resolve: (reference) => readTextFile(resolve(folder, reference), "it is looked for beside the scenario"),
  });
}

export interface RunFileOptions extends ScenarioFileOptions {
  readonly without?: readonly string[];
  readonly seed?: number | null;
  /** Also weigh assumptions; default true. */
  readonly sensitivity?: boolean;
  readonly cacheDirectory?: string | null;
  readonly signal?: AbortSignal | null;
  /** `share` in [0, 1]. */
  readonly onProgress?: ((share: number, what: string) => void) | null;
}

/** Reads a scenario, loads the prices it needs and no others, and estimates it. */
export function runScenarioFile(path: string, options: RunFileOptions = {}): Estimated {
  const scenario = loadScenario(path, options);
  const known = scenario.traffic.events.map(({ name }) => name);
  const unknown = (options.without ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UserError(
      "COMMAND_INVALID",
      unknown.map((name) => problem(`${path} has no event "${name}"`, `its events: ${known.join(", ") || "none"}`)),
    );
  }
  const cache: PriceCacheOptions =
    options.cacheDirectory === undefined || options.cacheDirectory === null
      ? {}
      : { cacheDirectory: options.cacheDirectory };
  const prices = loadPriceBook({ ...cache, needed: pricesNeeded(scenario, services) });
  return estimateWithSeries(scenario, prices, {
    signal: options.signal ?? null,
    onProgress: options.onProgress ?? null,
    seed: options.seed ?? null,
    without: options.without ?? [],
    sensitivity: options.sensitivity ?? true,
  });
}

export interface RecoverFileOptions extends ScenarioFileOptions {
  readonly seed?: number | null;
  /** How often every duration is drawn; default 10,000. */
  readonly draws?: number;
  /** `share` in [0, 1]. */
  readonly onProgress?: ((share: number, what: string) => void) | null;
}

/** Reads a scenario, loads the prices of all patterns of recovery, and loses its Region. */
export function recoverScenarioFile(path: string, options: RecoverFileOptions = {}): RecoveryDocument {
  const file = loadScenario(path, options);
  const scenario = options.seed === undefined || options.seed === null ? file : { ...file, seed: options.seed };
  const prices = loadPriceBook({ needed: pricesNeededForRecovery(scenario) });
  const { draws = 10_000, onProgress = null } = options;
  return recoveryReport(scenario, prices, { draws, onProgress });
}

export interface SampleScenarioOptions extends ThreadOptions {
  /** Runs that draw their assumptions, at least 1. */
  readonly runs: number;
  readonly without?: readonly string[];
  readonly seed?: number | null;
  /** Also the range of what each event costs: as many runs again for each event; default false. */
  readonly eventCosts?: boolean;
}

/**
 * The estimate of a scenario with ranges, from runs on threads; the same for any number of them. `estimate`: what the scenario gives
 * at typical values, with the same seed and the same events left out. Rejects as `estimateAll` does.
 */
export async function sampleScenario(
  scenario: Scenario,
  estimate: Estimate,
  options: SampleScenarioOptions,
): Promise<Estimate> {
  const { seed = null } = options;
  const sample = sampleRuns(scenario, options);
  const jobs = sample.map(({ assume, without }) => ({ scenario: 0, assume, without, seed }));
  const answers = await estimateAll("summary", [scenario], jobs, options);
  const sampled = answers.map((summary, index) => ({ ...present(sample[index], "sampled run"), summary }));
  return withRanges(estimate, sampled, options.runs);
}

/** The same for a scenario file. */
export function sampleScenarioFile(
  path: string,
  estimate: Estimate,
  options: SampleScenarioOptions & ScenarioFileOptions,
): Promise<Estimate> {
  return sampleScenario(loadScenario(path, options), estimate, options);
}
