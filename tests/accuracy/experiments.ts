/** Every experiment, in the order of docs/accuracy.md. */
import type { Experiment } from "./experiment.ts";
import { ladder2022, platform4, readersBesideWriter, scaleDown2024, step2025 } from "./experiments/aurora-capacity.ts";
import {
  asUsersKnowIt,
  comment2019,
  highResolutionMetrics,
  questionOfUsers,
  standardMetrics,
} from "./experiments/ecs-scale-out.ts";
import { launchRate, loadTest, loadTestTime } from "./experiments/ecs-tasks.ts";
import { elasticExperiments } from "./experiments/elastic.ts";

export const experiments: readonly Experiment[] = [
  standardMetrics,
  highResolutionMetrics,
  asUsersKnowIt,
  loadTest,
  launchRate,
  ladder2022,
  platform4,
  scaleDown2024,
  step2025,
  readersBesideWriter,
  ...elasticExperiments,
  // Held out:
  loadTestTime,
  questionOfUsers,
  comment2019,
];
