/** Every command there is. Each has a file of its own, loaded when it is used. */
import type { MeterPrice } from "../pricing/price.ts";
import type { CommandEntry } from "./program.ts";

/** Every meter of every service, as its default configuration prices it. */
async function meterPrices(): Promise<readonly MeterPrice[]> {
  const { meterPricesOf } = await import("../services/meter-prices.ts");
  const { services } = await import("../services/index.ts");
  return meterPricesOf(services);
}

export const commands: readonly CommandEntry[] = [
  {
    name: "run",
    summary: "simulate a scenario: its bill, line by line, and whether it survives",
    load: async () => (await import("./run.ts")).runCommand(() => import("../node.ts")),
  },
  {
    name: "compare",
    summary: "scenarios, architectures or variants side by side: the price of surviving",
    load: async () => (await import("./compare.ts")).compareCommand(),
  },
  {
    name: "advise",
    summary: "what to change so that the bill falls and the shop survives, each change simulated",
    load: async () =>
      (await import("./advise.ts")).adviseCommand(async () => (await import("../advice-file.ts")).adviseScenarioFile),
  },
  {
    name: "dr",
    summary: "lose the Region: how long until the shop is back, what is lost, and what each strategy costs",
    load: async () => (await import("./dr.ts")).drCommand(async () => (await import("../node.ts")).recoverScenarioFile),
  },
  {
    name: "rate",
    summary: "price raw usage: rows of region, usage type and quantity",
    load: async () => (await import("./rate.ts")).rateCommand(),
  },
  {
    name: "prices",
    summary: "the catalogue of AWS list prices",
    load: async () => (await import("./prices.ts")).pricesCommand({ meters: meterPrices }),
  },
  {
    name: "init",
    summary: "start a scenario: from questions, flags, access logs, CloudWatch exports or load tests",
    load: async () => (await import("./init.ts")).initCommand(),
  },
  {
    name: "schema",
    summary: "print the JSON Schema of what surgecast reads and writes",
    load: async () => (await import("./schema.ts")).schemaCommand(),
  },
  {
    name: "completion",
    summary: "print a completion script for bash, zsh or fish",
    load: async () => (await import("./completion.ts")).completionCommand(commands),
  },
];
