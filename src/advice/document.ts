/** What the search found, as the advice document. */
import { decimal } from "../decimal.ts";
import { iso } from "../estimate/instant.ts";
import { estimateWithSeries } from "../estimate.ts";
import { models } from "../scenario/model.ts";
import { services } from "../services/index.ts";
import type { Alone } from "./alone.ts";
import type { BestSet } from "./best-sets.ts";
import { asSet, asYaml, type Change } from "./change.ts";
import type { Crossing } from "./crossing.ts";
import { differenceOf } from "./difference.ts";
import { worsened } from "./keeps.ts";
import type { Measured } from "./measure.ts";
import { QUOTA_LEAD_DAYS, quotasOf } from "./quotas.ts";
import { runbookOf } from "./runbook.ts";
import type { Advice } from "./schema.ts";
import { subnetsOf } from "./subnets.ts";
import { type Strategy, titleWithAmounts } from "./survive/strategies.ts";
import type { Trials } from "./trials.ts";
import { type Facts, isLeftOut, type LeftOut, type Variant } from "./variant.ts";

export interface Found {
  readonly facts: Facts;
  readonly listed: readonly (Variant | LeftOut)[];
  readonly alone: readonly Alone[];
  readonly strategies: readonly Strategy[];
  readonly sets: readonly BestSet[];
  readonly crossings: readonly Crossing[];
  readonly trials: Trials;
}

const METHOD =
  "Every change was simulated alone, then sets of them: all that save together, then each member dropped, exchanged or added while the bill fell. No single change makes a set cheaper; that no other set is cheaper, this does not prove.";

export function documentOf(found: Found): Advice {
  const { facts, alone, strategies, sets, crossings, trials, listed } = found;
  const { estimate, measured: now } = facts;
  const about = estimate.scenario;
  if (about === null) throw new Error("Bug: a simulated estimate without a scenario");
  const closing = closingParts(found);
  return {
    schema: "surgecast/advice/1",
    scenario: about,
    prices: estimate.prices,
    now: outcomeOf(now),
    sets: sets.map((set) => setOf(set, now)),
    changes: alone.map((one) => changeOf(one, now)).sort(byWorth),
    strategies: strategies.map((one) => strategyOf(one, now)),
    crossings: [...crossings],
    notTried: listed.filter(isLeftOut).map(({ title, why }) => ({ title, why })),
    ...closing,
    search: { simulations: trials.count, method: METHOD },
  };
}

function outcomeOf({ total, complete, verdict, moments }: Measured): Advice["now"] {
  return {
    total,
    complete,
    verdict,
    moments: moments.map(({ event, verdict: of, servedShare, firstLimit }) => ({
      event,
      verdict: of,
      servedShare: rounded(servedShare),
      firstLimit,
    })),
  };
}

const rounded = (share: number): number => Math.round(share * 1e6) / 1e6;

function aboutOf({ id, title, loses, needs, source }: Variant | Strategy): Advice["sets"][number]["members"][number] {
  return { id, title, loses: [...loses], needs: [...needs], source };
}

function changesOf(changes: readonly Change[]): Pick<Advice["sets"][number], "changes" | "set"> {
  return {
    changes: changes.map(({ path, value }) => ({ path, value: asYaml(value) })),
    set: changes.map(asSet),
  };
}

const titles: Readonly<Record<BestSet["name"], string>> = {
  saves: "the cheapest set that gives nothing up",
  saves_all: "the cheapest set of all",
  survives: "the cheapest set that survives and gives nothing else up",
  survives_all: "the cheapest set of all that survive",
};

function setOf({ name, members, changes, measured, strategy }: BestSet, now: Measured): Advice["sets"][number] {
  return {
    name,
    title: titles[name],
    ...outcomeOf(measured),
    difference: (differenceOf(now, measured) ?? decimal(measured.total).minus(decimal(now.total))).toString(),
    members: [
      ...(strategy === null ? [] : [{ ...aboutOf(strategy), title: titleWithAmounts(strategy) }]),
      ...members.map(aboutOf),
    ],
    ...changesOf(changes),
    waiting: waitingOf(measured),
  };
}

function waitingOf({ held }: Measured): Advice["sets"][number]["waiting"] {
  return held === null ? null : { visitors: Math.round(held.visitors), seconds: Math.round(held.seconds) };
}

function changeOf({ variant, changes, measured, difference, keeps }: Alone, now: Measured): Advice["changes"][number] {
  return {
    ...aboutOf(variant),
    ...outcomeOf(measured),
    difference: difference?.toString() ?? null,
    unpriced: measured.unpriced.filter((line) => !now.unpriced.includes(line)),
    keeps,
    worse: [...worsened(now, measured)],
    evenAt: variant.evenAt?.(now, measured) ?? null,
    ...changesOf(changes),
  };
}

/** Those that keep the verdict first; then the largest saving; what has no price last. */
function byWorth(a: Advice["changes"][number], b: Advice["changes"][number]): number {
  if (a.keeps !== b.keeps) return a.keeps ? -1 : 1;
  if (a.difference === null || b.difference === null)
    return Number(a.difference === null) - Number(b.difference === null);
  return decimal(a.difference).comparedTo(decimal(b.difference));
}

function strategyOf(strategy: Strategy, now: Measured): Advice["strategies"][number] {
  const { measured, survives, why, sizings, changes } = strategy;
  return {
    ...aboutOf(strategy),
    survives,
    why,
    total: measured?.total ?? null,
    difference: measured === null ? null : (differenceOf(now, measured)?.toString() ?? null),
    raised: sizings.flatMap(({ event, sizing: { raised, untilSeconds } }) =>
      raised
        .filter(({ lever, amount }) => amount > lever.least)
        .map(({ lever, amount }) => ({
          event,
          component: lever.component,
          what: lever.words(amount),
          now: lever.least,
          amount,
          fromSeconds: lever.key === null ? null : -lever.leadSeconds,
          untilSeconds: lever.key === null ? null : untilSeconds,
        })),
    ),
    set: changes.map(asSet),
    waiting: measured === null ? null : waitingOf(measured),
  };
}

/** What is needed of the run that is advised: the set that survives, or what the scenario does now. */
function closingParts({ facts, sets, trials }: Found): Pick<Advice, "quotas" | "subnets" | "runbook"> {
  const chosen = sets.find(({ name }) => name === "survives") ?? null;
  const scenario = chosen === null ? facts.scenario : trials.scenarioWith(chosen.changes);
  const model = models(scenario, services)();
  const { series } = estimateWithSeries(scenario, facts.prices, { sensitivity: false, eventCosts: false });
  const needs = quotasOf({ scenario, series }, { now: facts.scenario, model: facts.model });
  const [first] = model.traffic.events;
  const askBy = first === undefined ? null : iso(model, first.startSeconds - QUOTA_LEAD_DAYS * 86_400);
  return {
    quotas: needs.map((need) => ({
      ...need,
      peakOf: chosen?.name ?? "now",
      askBy: need.request === null ? null : askBy,
    })),
    subnets: subnetsOf(scenario, model).map((need) => ({ ...need, by: [...need.by] })),
    runbook: [
      ...runbookOf({
        scenario,
        before: facts.scenario,
        model,
        measured: chosen?.measured ?? facts.measured,
        quotas: needs,
      }),
    ],
  };
}
