/** What the command line gives to the subcommands of `prices`. */

/** Options every subcommand takes. */
export interface PricesFlags {
  readonly format: "text" | "json";
  readonly out?: string;
  readonly today?: string;
  readonly quiet?: boolean;
}

export interface ListFlags extends PricesFlags {
  readonly region?: string;
  readonly service?: string;
  readonly grep?: string;
}

export interface ShowFlags extends PricesFlags {
  readonly region?: string;
}
