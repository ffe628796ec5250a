/** What runs in a thread: jobs come one by one, what they share came with the thread. A program of its own in the bundle. */
import { workerData } from "node:worker_threads";
import { type Job, replier, type Reply, type Shared } from "./job.ts";

// The pool keeps its own data beside ours.
const [, shared] = workerData as readonly [unknown, Shared];

/** Called by the pool for each job. */
export const reply: (job: Job) => Reply = replier(shared);
