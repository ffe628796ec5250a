/** Runs a scenario in a worker thread and sends its estimate as JSON. A worker starts without the loader of TypeScript. */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { runScenarioFile } = await import("../../src/node.ts");
const { jsonReport } = await import("../../src/report/json.ts");
// A thread's port has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(jsonReport(runScenarioFile(String(workerData)).estimate));
