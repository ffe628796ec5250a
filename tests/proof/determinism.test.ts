/** The same scenario gives the same bytes: twice, in a worker thread, and on every Node version (scripts/check-node-versions.mjs). */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { runScenarioFile } from "../../src/node.ts";
import { jsonReport } from "../../src/report/json.ts";

const names = ["flash-sale", "flash-sale-prepared"];
const jsonOf = (name: string) => jsonReport(runScenarioFile(`scenarios/${name}.yaml`).estimate);

test("the estimates of the flash sales have the hashes on file", async () => {
  const hashes = names.map((name) => `${createHash("sha256").update(jsonOf(name)).digest("hex")}  ${name}.json\n`);
  await expect(hashes.join("")).toMatchFileSnapshot("../golden/scenarios/sha256.txt");
});

test("a worker thread gives the same bytes", async () => {
  const worker = new Worker(new URL("estimate-worker.mjs", import.meta.url), {
    workerData: "scenarios/nat-surprise.yaml",
  });
  const [fromWorker] = (await once(worker, "message")) as [string];
  expect(fromWorker).toBe(jsonOf("nat-surprise"));
});
