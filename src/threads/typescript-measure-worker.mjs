// The worker where the program runs from its sources (tests, benchmarks): a thread starts without a loader of TypeScript.
import { register } from "tsx/esm/api";

register();
export const { reply } = await import("./measure-worker.ts");
