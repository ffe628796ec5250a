/**
 * Advice: what to change so that the bill falls and the shop survives. Every figure is a simulation of the scenario with the
 * change in it, at the same seed.
 */
import { estimateWithSeries } from "../estimate.ts";
import type { PriceBook } from "../pricing/price.ts";
import { models } from "../scenario/model.ts";
import type { Scenario } from "../scenario/schema.ts";
import { services } from "../services/index.ts";
import { bestSets } from "./best-sets.ts";
import { triedAlone } from "./alone.ts";
import { crossingsOf } from "./crossing.ts";
import { documentOf } from "./document.ts";
import { measure, type Measured } from "./measure.ts";
import type { Advice } from "./schema.ts";
import { floorsAlone } from "./survive/floors.ts";
import { strategiesOf } from "./survive/strategies.ts";
import { type Measure, trials as newTrials } from "./trials.ts";
import { isLeftOut, type Facts } from "./variant.ts";
import { savingsPlanVariants } from "./commitment.ts";
import { variantsOf } from "./variants/index.ts";

export interface AdviseOptions {
  /** Where simulations run; default: here, one after the other. */
  readonly measure?: Measure;
  readonly signal?: AbortSignal | null;
  /** Called now and then with the share done, [0, 1], and what is being done. */
  readonly onProgress?: ((share: number, what: string) => void) | null;
}

/**
 * Advice for a scenario. `vary` gives it with changes as `--set` writes them, none for the scenario as it is; `prices` must hold
 * whatever a variant may need: every list of its Regions, and the global ones.
 * Deterministic, whatever threads `measure` uses. Rejects with the signal's reason, and with what `vary` throws for the scenario itself.
 */
export async function advise(
  vary: (set: readonly string[]) => Scenario,
  prices: PriceBook,
  options: AdviseOptions = {},
): Promise<Advice> {
  const { signal = null, onProgress = null } = options;
  const stage = { share: 0, upTo: 0.1, what: "simulating", began: 0 };
  const here: Measure = async (job) => await Promise.resolve(measure(job, prices, signal));
  const trials = newTrials({
    vary,
    measure: options.measure ?? here,
    onTrial: (done) => {
      // Nobody knows how long a search takes: each stage creeps towards its end.
      const part = 1 - 1 / (1 + (done - stage.began) / 20);
      onProgress?.(stage.share + (stage.upTo - stage.share) * part, `${stage.what} (${done} simulations)`);
    },
  });
  const enter = (upTo: number, what: string): void => {
    Object.assign(stage, { share: stage.upTo, upTo, what, began: trials.count });
    onProgress?.(stage.share, what);
  };

  const scenario = vary([]);
  const model = models(scenario, services)();
  const { estimate } = estimateWithSeries(scenario, prices, { sensitivity: false, eventCosts: false, signal });
  const now = await trials.whole([]);
  const facts: Facts = { scenario, model, estimate, measured: now, prices };

  enter(0.3, "trying changes");
  const listed = [...variantsOf(facts), ...savingsPlanVariants(scenario, prices)];
  const variants = listed.flatMap((one) => (isLeftOut(one) ? [] : [one]));
  const tried = await triedAlone(variants, now, trials);

  enter(0.5, "sizing what survives");
  const failing = failingEvents(now);
  const beside = variants.filter(({ id }) => /^cache\..*\.(5|60)$|^lambda\./.test(id));
  const events = failing.length > 0 ? failing : prepared(scenario);
  const strategies = events.length === 0 ? [] : await strategiesOf({ trials, model, events, beside });
  const alone = failing.length > 0 ? tried : [...floorsAlone(strategies, now), ...tried];

  enter(0.9, "combining changes");
  const sets = await bestSets({ trials, now, alone, strategies, survives: failing.length === 0, prices });

  enter(0.97, "finding where Lambda and Fargate cost the same");
  const crossings = await crossingsOf(facts, trials);

  enter(1, "writing the runbook");
  return documentOf({ facts, alone, listed, strategies, sets, crossings, trials });
}

function failingEvents({ moments }: Measured): readonly string[] {
  return moments.flatMap(({ event, verdict }) => (event !== null && verdict !== "survives" ? [event] : []));
}

/** What is prepared for an event that survives may be more than it needs. */
function prepared({ prepare, traffic: { events } }: Scenario): readonly string[] {
  const named = prepare.map(({ event }) => event ?? (events.length === 1 ? events[0]?.name : undefined));
  return events.map(({ name }) => name).filter((name) => named.includes(name));
}
