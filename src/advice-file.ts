/** The edge to files and threads around the pure advice. */
import { dirname, resolve } from "node:path";
import { advise } from "./advice/advise.ts";
import type { Advice } from "./advice/schema.ts";
import { UserError } from "./errors.ts";
import { loadPriceBook } from "./files/price-cache.ts";
import { readTextFile } from "./files/read-text.ts";
import { MAX_LENGTH } from "./scenario/document.ts";
import { parseScenario } from "./scenario/parse.ts";
import type { Scenario } from "./scenario/schema.ts";
import { services } from "./services/index.ts";
import { measurePool } from "./threads/measure-pool.ts";

export interface AdviseFileOptions {
  /** Changes as `--set` writes them: `traffic.events[0].multiple=50`. */
  readonly set?: readonly string[];
  readonly region?: string | null;
  /** A file of `id: value` lines that override assumptions. */
  readonly assumeFile?: string | null;
  readonly seed?: number | null;
  readonly cacheDirectory?: string | null;
  /** Threads at most; default: as many as processors. The advice is the same for any number. */
  readonly workers?: number | null;
  readonly signal?: AbortSignal | null;
  /** `share` in [0, 1]. */
  readonly onProgress?: ((share: number, what: string) => void) | null;
}

const HINT = "name a scenario file such as scenarios/flash-sale.yaml";

/** Reads a scenario, loads every price that a change of it may need, and advises. */
export async function adviseScenarioFile(path: string, options: AdviseFileOptions = {}): Promise<Advice> {
  const { signal = null, workers = null, cacheDirectory = null, onProgress = null } = options;
  const vary = varied(path, options);
  const scenario = vary([]);
  const regions = new Set([scenario.region, ...scenario.components.flatMap(({ region }) => region ?? [])]);
  const needed = [
    ...[...regions, "global"].map((region) => ({ region, serviceCode: null })),
    // Savings Plans are listed in one place.
    { region: "us-east-1", serviceCode: "ComputeSavingsPlans" },
  ];
  const prices = loadPriceBook({ ...(cacheDirectory === null ? {} : { cacheDirectory }), needed });
  const pool = await measurePool({ needed, cacheDirectory }, { workers, prices, signal });
  try {
    return await advise(vary, prices, { measure: pool.measure, signal, onProgress });
  } finally {
    await pool.close();
  }
}

/** The scenario of a file with changes on top of the user's own; every file is read once. */
function varied(path: string, options: AdviseFileOptions): (set: readonly string[]) => Scenario {
  const { set: own = [], region = null, assumeFile = null, seed = null } = options;
  const source = readTextFile(path, HINT, MAX_LENGTH);
  const assume = assumeFile === null ? null : readTextFile(assumeFile, HINT, MAX_LENGTH);
  const read = new Map<string, ReturnType<typeof readTextFile>>();
  const opened = (reference: string): ReturnType<typeof readTextFile> => {
    const known =
      read.get(reference) ?? readTextFile(resolve(dirname(path), reference), "it is looked for beside the scenario");
    read.set(reference, known);
    return known;
  };
  return (set) => {
    try {
      const scenario = parseScenario(source, {
        services,
        set: [...own, ...set],
        ...(region === null ? {} : { region }),
        assume,
        resolve: opened,
      });
      return seed === null ? scenario : { ...scenario, seed };
    } catch (error) {
      // The scenario as it is may be wrong; a change that makes it wrong is no mistake of the user's.
      if (set.length === 0 || !(error instanceof UserError)) throw error;
      throw new Error(`Bug: ${set.join(" ")} is no change of ${path}: ${error.message}`, { cause: error });
    }
  };
}
