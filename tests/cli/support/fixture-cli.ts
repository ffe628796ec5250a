/**
 * The whole command line over an engine that simulates nothing: the scenario's name picks a written estimate, and some
 * names make the engine fail or take long. Also a command that waits, to be interrupted.
 */
import { Command } from "commander";
import { commands } from "../../../src/cli/commands.ts";
import { cancellable } from "../../../src/cli/interruption.ts";
import { runCli } from "../../../src/cli/program.ts";
import { type Engine, runCommand } from "../../../src/cli/run.ts";
import { UserError } from "../../../src/errors.ts";
import { writeFileAtomically } from "../../../src/files/write-file.ts";
import { dropSeries, failingDrop, oneLine, survivingDrop } from "../../support/estimates.ts";

const estimates = { failing: failingDrop, surviving: survivingDrop, unscripted: oneLine };

const runScenarioFile: Engine["runScenarioFile"] = (path, { set }) => {
  if (path === "broken") {
    const place = { file: "broken.yaml", line: 3, column: 5 };
    throw new UserError("SCENARIO_INVALID", [
      { place, what: "traffic.rate must be a rate such as 40/s", hint: "add /s", path: "traffic.rate" },
      { place: { ...place, line: 9 }, what: "regin is not a known setting", hint: null, path: "regin" },
    ]);
  }
  if (path === "buggy") throw new Error("Bug: counted NaN bytes");
  if (path === "busy") {
    process.stderr.write("working\n");
    for (;;) if (set.length > 0) break;
  }
  const estimate = Object.entries(estimates).find(([name]) => name === path)?.[1];
  if (estimate === undefined) throw new Error(`no estimate named ${path}`);
  return { estimate, series: dropSeries };
};

/** Takes until it is interrupted. */
function sampleScenarioFile(
  ...[, estimate, { signal }]: Parameters<Engine["sampleScenarioFile"]>
): Promise<typeof estimate> {
  process.stderr.write("sampling\n");
  return waitFor(signal);
}

function waitFor(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => {}, 60_000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

const engine: Engine = { runScenarioFile, sampleScenarioFile };

const waiting = (): Command =>
  new Command("wait").argument("<file>").action(async (file: string) => {
    const found = await cancellable(async (signal): Promise<string> => {
      process.stderr.write("waiting\n");
      return waitFor(signal);
    });
    writeFileAtomically(file, found);
  });

await runCli(process.argv.slice(2), [
  {
    name: "run",
    summary: "simulate a scenario",
    load: () => Promise.resolve(runCommand(() => Promise.resolve(engine))),
  },
  { name: "wait", summary: "wait", load: () => Promise.resolve(waiting()) },
  ...commands.filter(({ name }) => name !== "run"),
]);
