/**
 * The architecture that a run simulates, whatever it came from: YAML shorthand and Terraform plans both become this.
 * One component per AWS resource or counted group of equal ones; its id is the YAML path or the Terraform address.
 */
export interface Zone {
  /** `us-east-1a`. */
  readonly id: string;
  readonly region: string;
}

export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly region: string;
  readonly tier: "public" | "private" | "isolated";
  readonly routeTable: string;
}

/** One route: what is sent to `destination` leaves by `target`. The most specific destination wins, as with AWS's longest prefix. */
export interface Route {
  readonly destination: "internet" | "s3" | "dynamodb" | "on_premises" | { readonly region: string };
  /** A component's id (NAT gateway, NAT instance, gateway endpoint, peering, transit gateway, VPN), or the VPC's internet gateway. */
  readonly target: string;
}

export interface RouteTable {
  readonly id: string;
  readonly region: string;
  readonly routes: readonly Route[];
}

export const INTERNET_GATEWAY = "internet_gateway";

export interface Component {
  readonly id: string;
  /** Kind of its service: `nat_gateway`. */
  readonly kind: string;
  readonly region: string;
  /** Subnets it stands in; empty for what stands outside of a VPC. */
  readonly subnets: readonly string[];
  /** What the service's `config` parsed. */
  readonly config: unknown;
  /** Seconds from the period's start during which it exists, `[fromSeconds, untilSeconds)`; null: the whole period. */
  readonly fromSeconds: number | null;
  readonly untilSeconds: number | null;
}

export interface Architecture {
  /** Region of what the scenario does not place elsewhere. */
  readonly region: string;
  readonly zones: readonly Zone[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly components: readonly Component[];
  /** What security rules can be checked on, by component: `{ "database": { encrypted: true } }`. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
}
