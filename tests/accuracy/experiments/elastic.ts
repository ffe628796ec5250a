/** Every elastic part but ECS and Aurora. */
import type { Experiment } from "../experiment.ts";
import { eventSource, starts, underBacklog } from "./lambda-concurrency.ts";
import { node18, node20 } from "./lambda-init.ts";
import { albGrowth, nlbGrowth } from "./load-balancers.ts";
import { bandwidth, ports } from "./nat-gateway.ts";
import { retryStorm } from "./retries.ts";
import { onDemand, prefixes, ramps2019, split } from "./storage.ts";

export const elasticExperiments: readonly Experiment[] = [
  node18,
  node20,
  underBacklog,
  ramps2019,
  starts,
  eventSource,
  albGrowth,
  nlbGrowth,
  ports,
  bandwidth,
  onDemand,
  prefixes,
  retryStorm,
  // Held out:
  split,
];
