/** `surgecast prices`: the catalogue of list prices. What it does is imported when it is asked for. */
import { Command } from "commander";
import type { MeterPrice } from "../pricing/price.ts";
import { type Example, withExamples, withOutputOptions } from "./output-options.ts";
import type { ListFlags, PricesFlags, ShowFlags } from "./prices/flags.ts";
import type { PricesOutput } from "./prices/output.ts";

export interface PricesDependencies {
  /** Default: the process's stdout and stderr. */
  readonly output?: PricesOutput;
  /** The prices every service asks for, which `verify` looks up; none by default. */
  readonly meters?: () => Promise<readonly MeterPrice[]>;
}

const SHOW: readonly Example[] = [
  ["prices show NatGateway-Bytes --region eu-west-3", "by the usage type's name"],
  ["prices show EUW3-NatGateway-Bytes", "with the Region's prefix, as on a bill"],
  ["prices show XZT57E2HU6XVM9V7", "by its SKU"],
  ["prices show LoadBalancerUsage --region us-east-1 --format json", "for programs"],
];
const LIST: readonly Example[] = [
  ["prices list --region us-east-1 --service AWSELB", "the load balancers of a Region"],
  ["prices list --grep 'fargate.*arm' --format json", "whatever matches, for programs"],
  ["prices list --region global --service AmazonCloudFront --grep japan", "what CloudFront costs in Japan"],
];
const VERIFY: readonly Example[] = [
  ["prices verify", "the cache this package brings"],
  ["prices verify --format json", "for programs; SURGECAST_PRICING_CACHE names another cache"],
];

/** The command with its subcommands, to be added to the program. Mistakes are thrown as UserErrors. */
export function pricesCommand({ output, meters }: PricesDependencies = {}): Command {
  const sink = async (): Promise<PricesOutput> => output ?? (await import("./prices/output.ts")).processOutput;
  const command = new Command("prices").description("the catalogue of AWS list prices");
  withExamples(command, [...SHOW.slice(0, 1), ...LIST.slice(0, 1), ...VERIFY.slice(0, 1)]);

  subcommand(command, "list", "list prices, one a line", LIST)
    .option("--region <code>", "only this Region, or global")
    .option("--service <code>", "only this service code, such as AmazonEC2")
    .option("--grep <pattern>", "only prices whose usage type, product, id or attributes match this regular expression")
    .option(...TODAY)
    .option(...QUIET)
    .action(async (flags: ListFlags) => (await import("./prices/list.ts")).listPrices(flags, await sink()));

  subcommand(command, "show", "show a price with its tiers, date and sources", SHOW)
    .argument("<price>", "a usage type with or without Region prefix, a SKU or a price id")
    .option("--region <code>", "only this Region, or global")
    .option(...TODAY)
    .option(...QUIET)
    .action(async (wanted: string, flags: ShowFlags) =>
      (await import("./prices/show.ts")).showPrices(wanted, flags, await sink()),
    );

  subcommand(command, "verify", "check that the price cache is whole and has every price it should", VERIFY).action(
    async (flags: PricesFlags) =>
      (await import("./prices/verify.ts")).verifyPrices(flags, await sink(), (await meters?.()) ?? []),
  );
  return command;
}

const TODAY = ["--today <date>", "measure the prices' age on this day, YYYY-MM-DD (default: today)"] as const;
const QUIET = ["--quiet", "say nothing about old prices"] as const;

function subcommand(parent: Command, name: string, description: string, examples: readonly Example[]): Command {
  return withExamples(withOutputOptions(parent.command(name).description(description), ["text", "json"]), examples);
}
