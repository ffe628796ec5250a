/** How single runs of a batch on Spot lie around what is billed for them, in words and in a table, for every format. */
import type { BatchOutcome } from "../estimate-schema.ts";
import { count, duration, money, percent, plural } from "./figures.ts";
import { HOUR_SECONDS, MINUTE_SECONDS } from "../units.ts";

/** `4 × c7g.xlarge (<5% interrupted a month), 2 on demand; in reserve: m7g.xlarge (5-10%)`. */
export function batchInWords({ pools, onDemandBase }: BatchOutcome): string {
  const [first = "", ...others] = pools
    .filter(({ instances }) => instances > 0)
    .map((pool) => `${pool.instances} × ${named(pool)}`);
  const used = [
    ...(first === "" ? [] : [first.replace(/\)$/, " interrupted a month)")]),
    ...others,
    ...(onDemandBase === 0 ? [] : [`${onDemandBase} on demand from the start`]),
  ];
  const reserve = pools.filter(({ instances }) => instances === 0).map(named);
  if (used.length === 0) return "no instance: the quota allows none";
  return `${used.join(", ")}${reserve.length === 0 ? "" : `; in reserve: ${reserve.join(", ")}`}`;
}

function named({ type, interruptionBand }: BatchOutcome["pools"][number]): string {
  return `${type} (${interruptionBand ?? "unknown share"})`;
}

/** What a run saves, how often it is interrupted, whether it is in time: each a sentence. */
export function batchFacts(batch: BatchOutcome): string[] {
  const { runs, interruptedRunsShare, interruptionsPerRun, onDemandHoursShare, deadline } = batch;
  const interrupted =
    interruptedRunsShare === 0
      ? `None of ${plural(runs, "seeded run")} was interrupted.`
      : `Of ${plural(runs, "seeded run")} ${percent(interruptedRunsShare)} were interrupted, ${count(
          interruptionsPerRun / interruptedRunsShare,
        )} instances in each on average.`;
  return [
    savedInWords(batch),
    interrupted,
    ...(onDemandHoursShare === 0 ? [] : [`${percent(onDemandHoursShare)} of the instance-hours are on demand.`]),
    ...(deadline === null
      ? []
      : [
          `The deadline, ${length(deadline.seconds)} after the start, is ${
            deadline.missedShare === 0 ? "kept by every run" : `missed by ${percent(deadline.missedShare)} of the runs`
          }.`,
        ]),
  ];
}

/** `Spot saves 62.1%: $0.59 a run instead of $1.55 on demand; one run in ten ends 11 min later or more.` */
function savedInWords({ savedShare, costPerRun, onDemand, finishSeconds }: BatchOutcome): string {
  const { p90, p99, longest } = finishSeconds;
  const calm = onDemand.finishSeconds;
  const delays = [
    ["one run in ten ends", p90],
    ["one in a hundred ends", p99],
    ["the latest ended", longest],
  ] as const;
  const late = delays.find(([, end]) => end === null || (calm !== null && end >= calm + 1));
  const delay =
    late === undefined || calm === null
      ? ""
      : late[1] === null
        ? "; some runs do not end at all"
        : `; ${late[0]} ${length(late[1] - calm)} later${late[1] === longest ? "" : " or more"}`;
  if (savedShare === null || costPerRun === null)
    return `Without a price of Spot and of on demand no saving is known${delay}.`;
  const saves = savedShare >= 0 ? `saves ${percent(savedShare)}` : `costs ${percent(-savedShare)} more`;
  return `Spot ${saves}: ${money(costPerRun.mean)} a run instead of ${money(onDemand.costPerRun)} on demand${delay}.`;
}

export const BATCH_COLUMNS = ["", "P10", "P50", "P90", "P99", "Longest", "On demand"] as const;

/** Cells of `BATCH_COLUMNS`: how long a run takes, and what it costs. */
export function batchRows({ finishSeconds, costPerRun, onDemand }: BatchOutcome): string[][] {
  const { p10, p50, p90, p99, longest } = finishSeconds;
  const ends = [p10, p50, p90, p99, longest].map((end) => (end === null ? "never" : length(end)));
  const costs = [costPerRun?.p10, costPerRun?.p50, costPerRun?.p90].map((cost) => money(cost ?? null));
  return [
    ["A run takes", ...ends, length(onDemand.finishSeconds)],
    ["It costs", ...costs, "", "", money(onDemand.costPerRun)],
  ];
}

/** Runs are told apart by minutes, also those of more than a day: `length(94_020) === "26 h 7 min"`. */
function length(seconds: number | null): string {
  if (seconds === null || seconds < 24 * HOUR_SECONDS) return duration(seconds);
  const minutes = Math.round(seconds / MINUTE_SECONDS);
  const rest = minutes % 60;
  return `${count(Math.floor(minutes / 60))} h${rest === 0 ? "" : ` ${rest} min`}`;
}
