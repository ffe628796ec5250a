/** Every experiment, in the order of docs/accuracy.md. */
import type { Experiment } from "./experiment.ts";
import { asUsersKnowIt, highResolutionMetrics, standardMetrics } from "./experiments/ecs-scale-out.ts";

export const experiments: readonly Experiment[] = [standardMetrics, highResolutionMetrics, asUsersKnowIt];
