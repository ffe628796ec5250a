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
    "time from the end of a one-minute datapoint until its alarm can see it",
    [60, 120, 180],
    "s",
    "users of ECS report 5 to 6 minutes until scale-out (https://github.com/aws/containers-roadmap/issues/2113), of which three datapoints and the alarm's look take three and a half",
  ),
  assumed(
    "metricDelayFine",
    "time from the end of a 20-second datapoint until its alarm can see it",
    [10, 20, 40],
    "s",
    "one period; with it AWS's 86 s of 2026-06-18 come out (https://aws.amazon.com/blogs/aws/amazon-ecs-introduces-new-high-resolution-metrics-for-faster-service-auto-scaling/)",
  ),
  assumed(
    "alarmPhase",
    "when in its minute, or ten seconds, a scaling alarm looks at the metric",
    [0, 0.5, 0.99],
    "share",
    "AWS says how often alarms are evaluated, not when; the middle",
  ),
  assumed(
    "scaleInShare",
    "part of the tasks or instances that target tracking takes away at once",
    [1, 0.2, 0.1],
    "share",
    "AWS says “more gradually”, without a number; a public load test (https://github.com/joesinthecloud/scalableappbackend) fell from six tasks to five at first",
    "D",
  ),
];
