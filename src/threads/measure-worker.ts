/** What runs in a thread of a search for advice: measurements come one by one. A program of its own in the bundle. */
import { workerData } from "node:worker_threads";
import type { Measuring } from "../advice/measure.ts";
import { type MeasureReply, measureReplier, type MeasureShared } from "./measure-pool.ts";

// The pool keeps its own data beside ours.
const [, shared] = workerData as readonly [unknown, MeasureShared];

/** Called by the pool for each measurement. */
export const reply: (of: Measuring) => MeasureReply = measureReplier(shared);
