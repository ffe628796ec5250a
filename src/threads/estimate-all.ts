/** Many independent estimates, on as many threads as there are processors. */
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type Tinypool from "tinypool";
import { UserError } from "../errors.ts";
import type { Scenario } from "../scenario/schema.ts";
import { type Answers, type Job, performer, type Reply, type Shared } from "./job.ts";

export interface ThreadOptions {
  /** Threads at most; default: as many as processors. With 1 everything runs in the thread of the caller. */
  readonly workers?: number | null;
  /** Where prices are read from; default: where they usually are. */
  readonly cacheDirectory?: string | null;
  /** Stops running jobs at once, or after the one in progress where they run in the caller's thread. */
  readonly signal?: AbortSignal | null;
  /** Called as jobs end. */
  readonly onProgress?: ((done: number, of: number) => void) | null;
}

/**
 * Does every job; the answers are in the order of the jobs, and the same for any number of threads. Scenarios and prices go to a thread
 * once. Rejects with the signal's reason when it is aborted, or with the UserError of the first job that ends in one; what else a job
 * throws is a bug, and is thrown on. The other jobs are then given up.
 *
 *     const [as, with12] = await estimateAll("summary", [scenario, variant], [{ scenario: 0 }, { scenario: 1 }]);
 */
export async function estimateAll<Wanted extends keyof Answers>(
  wanted: Wanted,
  scenarios: readonly Scenario[],
  jobs: readonly Job[],
  options: ThreadOptions = {},
): Promise<Answers[Wanted][]> {
  const { workers = null, cacheDirectory = null, signal = null, onProgress = null } = options;
  const threads = Math.min(workers ?? availableParallelism(), jobs.length);
  const shared: Shared = { scenarios, wanted, cacheDirectory };
  const all =
    threads > 1
      ? inThreads(threads, shared, jobs, { signal, onProgress })
      : inTurn(shared, jobs, { signal, onProgress });
  // `wanted` says which of the answers a job gives.
  return (await all) as Answers[Wanted][];
}

interface Watched {
  readonly signal: AbortSignal | null;
  readonly onProgress: ((done: number, of: number) => void) | null;
}

async function inTurn(shared: Shared, jobs: readonly Job[], { signal, onProgress }: Watched): Promise<unknown[]> {
  const perform = performer(shared);
  const answers: unknown[] = [];
  for (const job of jobs) {
    // Lets an interruption and a progress line through.
    await setImmediate();
    signal?.throwIfAborted();
    answers.push(perform(job));
    onProgress?.(answers.length, jobs.length);
  }
  return answers;
}

async function inThreads(
  threads: number,
  shared: Shared,
  jobs: readonly Job[],
  { signal, onProgress }: Watched,
): Promise<unknown[]> {
  signal?.throwIfAborted();
  const pool = await poolOf(threads, shared);
  // Ends the threads, whatever they are at.
  const stop = (): void => void pool.destroy();
  signal?.addEventListener("abort", stop);
  let done = 0;
  try {
    return await Promise.all(
      jobs.map(async (job) => {
        const answer = answerOf((await pool.run(job, { name: "reply" })) as Reply);
        done += 1;
        onProgress?.(done, jobs.length);
        return answer;
      }),
    );
  } catch (error) {
    // What broke off because of the signal is no error of its own.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await pool.destroy();
  }
}

function answerOf(reply: Reply): unknown {
  if ("problems" in reply) throw new UserError(reply.code, reply.problems);
  return reply.answer;
}

async function poolOf(threads: number, shared: Shared): Promise<Tinypool> {
  const { default: Pool } = await import("tinypool");
  const worker = import.meta.url.endsWith(".ts") ? "typescript-worker.mjs" : "estimate-worker.js";
  return new Pool({
    filename: fileURLToPath(new URL(worker, import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    workerData: shared,
  });
}
