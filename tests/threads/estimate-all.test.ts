/** Independent estimates on threads: the same answers in the same order, the same errors, and an end when asked. */
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { loadScenario } from "../../src/node.ts";
import { estimateAll } from "../../src/threads/estimate-all.ts";
import type { Job } from "../../src/threads/job.ts";

const small = loadScenario("bench/fixtures/small.yaml", { set: ["period={start: 2026-01-01, days: 1}"] });
const doubled = { ...small, traffic: { ...small.traffic, baseline: { ...small.traffic.baseline, mean: 80 } } };

const jobs: readonly Job[] = [
  { scenario: 0 },
  { scenario: 1 },
  { scenario: 0, assume: new Map([["pageKB", 60]]) },
  { scenario: 1, seed: 3 },
  { scenario: 0 },
];

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

test("answers are in the order of the jobs, and the same bytes for any number of threads", async () => {
  const [alone, two, three] = await Promise.all(
    [1, 2, 3].map((workers) => estimateAll("summary", [small, doubled], jobs, { workers })),
  );
  expect(JSON.stringify(two)).toBe(JSON.stringify(alone));
  expect(JSON.stringify(three)).toBe(JSON.stringify(alone));
  expect(new Set(alone!.map(({ total }) => total)).size).toBe(4);
  expect(alone![4]).toEqual(alone![0]);
});

test("a summary says what the estimate says", async () => {
  const [estimate] = await estimateAll("estimate", [small], [{ scenario: 0 }]);
  const [summary] = await estimateAll("summary", [small], [{ scenario: 0 }]);
  expect(summary!.total).toBe(estimate!.bill.total);
  expect(summary!.lines.map(({ cost }) => cost)).toEqual(estimate!.bill.lineItems.map(({ cost }) => cost));
  expect(summary!.survival).toEqual(estimate!.survival);
});

test("progress counts the jobs done", async () => {
  const seen: string[] = [];
  await estimateAll("summary", [small, doubled], jobs, {
    workers: 2,
    onProgress: (done, of) => seen.push(`${done}/${of}`),
  });
  expect(seen).toEqual(["1/5", "2/5", "3/5", "4/5", "5/5"]);
});

test.each([1, 2])("a mistake of the user comes back with its problems, on %i threads", async (workers) => {
  const error = await failure(
    estimateAll("summary", [small, doubled], jobs, { workers, cacheDirectory: "no-such-folder" }),
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).code).toBe("PRICE_CACHE_MISSING");
  expect((error as UserError).problems[0]!.what).toContain("no-such-folder");
});

test.each([1, 2])("a bug is thrown on, on %i threads", async (workers) => {
  const error = await failure(estimateAll("summary", [small], [{ scenario: 0 }, { scenario: 7 }], { workers }));
  expect(error).not.toBeInstanceOf(UserError);
  expect((error as Error).message).toBe("Bug: there is no scenario 7");
});

test.each([1, 2])("an abort ends the work with the signal's reason, on %i threads", async (workers) => {
  const controller = new AbortController();
  const many = Array.from({ length: 1000 }, (): Job => ({ scenario: 0 }));
  let done = 0;
  const work = estimateAll("summary", [small], many, {
    workers,
    signal: controller.signal,
    onProgress: () => {
      done += 1;
      controller.abort(new Error("enough"));
    },
  });
  expect(await failure(work)).toEqual(new Error("enough"));
  expect(done).toBeLessThan(10);
});

test("a signal that was aborted before starts nothing", async () => {
  const signal = AbortSignal.abort(new Error("before"));
  const error = await failure(
    estimateAll("summary", [small], jobs, { workers: 2, signal, onProgress: () => expect.unreachable() }),
  );
  expect(error).toEqual(new Error("before"));
});
