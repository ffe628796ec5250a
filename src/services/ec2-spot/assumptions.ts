/** What a batch on Spot rests on that is no rule of AWS. */
import type { Assumption } from "../../assumption.ts";
import { GIGABYTE, HOUR_SECONDS, MINUTE_SECONDS } from "../../units.ts";
import { assumed, PRACTICE } from "../assumed.ts";
import { hazardAssumptions } from "./hazard.ts";

const JUDGEMENT = "practitioner's judgement; AWS publishes nothing on it";

/** Of instances and of Fargate's tasks. */
export const spotDry = assumed(
  "spotDry",
  "mean time until Spot capacity that was taken back is there again",
  [5, 30, 240],
  ["min", MINUTE_SECONDS],
  JUDGEMENT,
);

export const batchAssumptions: readonly Assumption[] = [
  assumed(
    "spotH",
    "batch work a month, in hours of a c7g.xlarge",
    [120, 240, 480],
    ["h/month", HOUR_SECONDS],
    PRACTICE,
  ),
  assumed("spotBoot", "time from an instance's launch until it works", [60, 90, 120], "s", PRACTICE),
  assumed(
    "spotCheckpoint",
    "time between two checkpoints of a batch, or the length of one of its jobs",
    [2, 10, 60],
    ["min", MINUTE_SECONDS],
    PRACTICE,
  ),
  assumed("spotReplace", "time from an interruption until another instance is launched", [10, 30, 120], "s", JUDGEMENT),
  spotDry,
  assumed(
    "spotTogether",
    "share of a type's instances that are interrupted together",
    [0.1, 0.5, 1],
    "share",
    JUDGEMENT,
  ),
  ...hazardAssumptions,
  assumed("batchExt", "nightly feeds from partners, a month", [0, 60, 300], ["GB/month", GIGABYTE], PRACTICE),
];
