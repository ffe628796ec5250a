/** What every fleet of tasks or instances rests on that is no rule of AWS. */
import type { Assumption } from "../../assumption.ts";
import { assumed } from "../assumed.ts";

const judgement = "practitioner's judgement";

export const fleetAssumptions: readonly Assumption[] = [
  assumed("appBoot", "time the application takes to start", [3, 10, 30], "s", judgement),
  assumed("warmUp", "time after which a new task or instance works at full speed", [10, 30, 120], "s", judgement),
  assumed("coldSpeed", "speed of a task or instance that is still warming up", [0.8, 0.5, 0.25], "share", judgement),
  assumed(
    "metricDelay",
    "metric periods from a period's end until the alarm sees its datapoint",
    [1, 2, 3],
    "periods",
    judgement,
  ),
];
