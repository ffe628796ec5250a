/** `surgecast prices`: the catalogue of list prices. What it does is imported when it is asked for. */
import { Command } from "commander";
import type { MeterPrice } from "../pricing/price.ts";
import { withOutputOptions } from "./output-options.ts";
import type { ListFlags, PricesFlags, ShowFlags } from "./prices/flags.ts";
import type { PricesOutput } from "./prices/output.ts";

export interface PricesDependencies {
  /** Default: the process's stdout and stderr. */
  readonly output?: PricesOutput;
  /** The prices every service asks for, which `verify` looks up; none by default. */
  readonly meters?: () => Promise<readonly MeterPrice[]>;
}

const EXAMPLES = {
  prices: `
Examples:
  surgecast prices show NatGateway-Bytes --region eu-west-3
  surgecast prices list --region us-east-1 --service AWSELB
  surgecast prices verify`,
  list: `
Examples:
  surgecast prices list --region us-east-1 --service AWSELB
  surgecast prices list --grep 'fargate.*arm' --format json
  surgecast prices list --region global --service AmazonCloudFront --grep japan`,
  show: `
Examples:
  surgecast prices show NatGateway-Bytes --region eu-west-3
  surgecast prices show EUW3-NatGateway-Bytes
  surgecast prices show XZT57E2HU6XVM9V7
  surgecast prices show LoadBalancerUsage --region us-east-1 --format json`,
  verify: `
Examples:
  surgecast prices verify
  SURGECAST_PRICING_CACHE=./pricing-cache surgecast prices verify --format json`,
};

/** The command with its subcommands, to be added to the program. Mistakes are thrown as UserErrors. */
export function pricesCommand({ output, meters }: PricesDependencies = {}): Command {
  const sink = async (): Promise<PricesOutput> => output ?? (await import("./prices/output.ts")).processOutput;
  const command = new Command("prices")
    .description("the catalogue of AWS list prices")
    .addHelpText("after", EXAMPLES.prices);

  subcommand(command, "list", "list prices, one a line", EXAMPLES.list)
    .option("--region <code>", "only this Region, or global")
    .option("--service <code>", "only this service code, such as AmazonEC2")
    .option("--grep <pattern>", "only prices whose usage type, product, id or attributes match this regular expression")
    .option(...TODAY)
    .option(...QUIET)
    .action(async (flags: ListFlags) => (await import("./prices/list.ts")).listPrices(flags, await sink()));

  subcommand(command, "show", "show a price with its tiers, date and sources", EXAMPLES.show)
    .argument("<price>", "a usage type with or without Region prefix, a SKU or a price id")
    .option("--region <code>", "only this Region, or global")
    .option(...TODAY)
    .option(...QUIET)
    .action(async (wanted: string, flags: ShowFlags) =>
      (await import("./prices/show.ts")).showPrices(wanted, flags, await sink()),
    );

  subcommand(
    command,
    "verify",
    "check that the price cache is whole and has every price it should",
    EXAMPLES.verify,
  ).action(async (flags: PricesFlags) =>
    (await import("./prices/verify.ts")).verifyPrices(flags, await sink(), (await meters?.()) ?? []),
  );
  return command;
}

const TODAY = ["--today <date>", "measure the prices' age on this day, YYYY-MM-DD (default: today)"] as const;
const QUIET = ["--quiet", "say nothing about old prices"] as const;

function subcommand(parent: Command, name: string, description: string, examples: string): Command {
  return withOutputOptions(parent.command(name).description(description), ["text", "json"]).addHelpText(
    "after",
    examples,
  );
}
