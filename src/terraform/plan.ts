/**
 * What a Terraform or OpenTofu plan, a state or a directory says: the contract between the reader and whoever maps resources to services.
 *
 * A `Plan` is plain data, so it survives JSON and a thread's boundary. It holds what the allow-list of `resource-types` names, and no
 * other value of the document: not of attributes, variables, outputs or providers. What is not known before the plan is applied is
 * marked so in place (`values.ts`); `planResolver` follows references to say more.
 *
 *     const plan = readPlan(bytes, { file: "plan.json" });
 *     const [gateway] = plan.resources.filter(({ type }) => type === "aws_nat_gateway");
 *     gateway.change; //                              "added"
 *     gateway.after; //                               { connectivity_type: "public", subnet_id: { unknown: "after_apply" }, … }
 *     planResolver(plan).referenced(gateway, "subnet_id").resources[0]?.address; // "aws_subnet.public[\"a\"]"
 */
import type { Change } from "./actions.ts";
import type { InstanceKey, ModuleStep } from "./address.ts";
import type { Picked } from "./json/selection.ts";
import type { Values } from "./values.ts";

export interface Plan {
  /** `directory`: read from Terraform's own files, with everything added. */
  readonly kind: "plan" | "state" | "directory";
  readonly tool: "terraform" | "opentofu" | "unknown";
  /** Of the tool; null where the document does not say. */
  readonly toolVersion: string | null;
  /** `1.2`; a major version above 1 is refused. Null for a directory. */
  readonly formatVersion: string | null;
  readonly completeness: Completeness;
  /** Managed resources in the order of the document, unchanged ones too. */
  readonly resources: readonly PlannedResource[];
  readonly dataSources: readonly DataSource[];
  /** Null for a state, which has none. */
  readonly configuration: Configuration | null;
  /** What a reader of the result should know. */
  readonly notes: readonly PlanNote[];
}

/** Whether the totals before and after are whole. */
export interface Completeness {
  readonly whole: boolean;
  /** Why not, as sentences; empty for a whole plan. */
  readonly reasons: readonly string[];
  /** Planning failed halfway. */
  readonly errored: boolean;
  /** Resources of the state that this plan leaves aside: it was made with `-target` or `-refresh-only`. */
  readonly untouched: number;
  readonly deferred: number;
}

export interface PlanNote {
  readonly about:
    | "unknown_action"
    | "drift"
    | "forgotten"
    | "deposed"
    | "replaced"
    | "imported"
    | "no_resources"
    // Of a directory: what could not be known without running Terraform.
    | "not_evaluated"
    | "instances_unknown"
    | "zones_assumed"
    | "module_missing"
    | "variables_missing";
  readonly what: string;
  /** Addresses it is about; empty where it is about the whole plan. */
  readonly addresses: readonly string[];
}

export interface PlannedResource {
  /** Unique in the plan: the address, for a deposed object with its key behind it: `aws_lb.web (deposed 3c5f)`. */
  readonly id: string;
  /** As the plan writes it: `module.a["k"].aws_lb.web[0]`. */
  readonly address: string;
  readonly module: readonly ModuleStep[];
  readonly type: string;
  readonly name: string;
  readonly index: InstanceKey;
  /** How many instances there will be is not known; this stands for one. */
  readonly indexUnknown: boolean;
  /** Last part of the provider's address: `aws`, `awscc`, `random`. */
  readonly provider: string;
  /** Key of its provider's configuration: `aws.dr`; null for a state and for a resource that is no longer configured. */
  readonly providerKey: string | null;
  readonly billing: Billing;
  readonly change: Change;
  /** Objects that cost before and after: a replaced one whose old object stays has two after. */
  readonly objects: { readonly before: 0 | 1; readonly after: 0 | 1 | 2 };
  /** The new object is made before the old one is destroyed, so that both are billed for a while. */
  readonly overlaps: boolean;
  /** Existed in the account before Terraform knew it: no increase. */
  readonly importing: boolean;
  /** Left over by a replacement that failed. */
  readonly deposed: boolean;
  readonly previousAddress: string | null;
  /** Terraform's word for why, such as `replace_because_cannot_update`; null for none and for words that are not known. */
  readonly reason: string | null;
  /** Attributes that force a replacement. */
  readonly replacedBy: readonly string[];
  /** Terraform put off planning it. */
  readonly deferred: boolean;
  readonly before: Values | null;
  readonly after: Values | null;
  readonly region: PlacedIn;
}

/** Three lists, never two. */
export type Billing = "priced" | "free" | "unsupported";

/**
 * Where a resource stands, and which rule said so: its own attribute, a value that holds a Region (ARN, zone, service name), the
 * configuration of its provider, other resources of that provider, the user.
 */
export type PlacedIn =
  | {
      readonly region: string;
      readonly by: "attribute" | "value" | "provider" | "same_provider" | "given";
    }
  | { readonly region: null; readonly by: "global" | "not_aws" | "unresolved" };

export interface DataSource {
  readonly address: string;
  readonly module: readonly ModuleStep[];
  readonly type: string;
  readonly name: string;
  readonly index: InstanceKey;
  readonly values: Values;
}

/** What was written, as far as it says more than the values do. */
export interface Configuration {
  readonly root: ModuleConfiguration;
  readonly providers: Readonly<Record<string, ProviderConfiguration>>;
  /** Of the root module's variables, what their values are like. */
  readonly variables: Readonly<Record<string, Facts>>;
}

export interface ModuleConfiguration {
  /** By `type.name`, `data.type.name`. */
  readonly resources: Readonly<Record<string, ResourceConfiguration>>;
  readonly calls: Readonly<Record<string, ModuleCall>>;
  readonly outputs: Readonly<Record<string, Expression>>;
  /** Defaults of variables. */
  readonly variables: Readonly<Record<string, Facts>>;
}

export interface ModuleCall {
  /** What is passed, by variable. */
  readonly inputs: Readonly<Record<string, Expression>>;
  readonly forEach: Expression | null;
  readonly module: ModuleConfiguration;
}

export interface ResourceConfiguration {
  readonly providerKey: string | null;
  /** Names of all arguments and blocks written, but for those of `dynamic` blocks, which plans leave out. */
  readonly configured: readonly string[];
  /** Of attributes that are read, by dotted path; several where the block stands several times. */
  readonly expressions: Readonly<Record<string, readonly Expression[]>>;
  readonly forEach: Expression | null;
  readonly count: Expression | null;
}

export interface ProviderConfiguration {
  readonly name: string;
  /** Names of the modules it is configured in. */
  readonly module: readonly string[];
  /** Null where environment or profile decide. */
  readonly region: Expression | null;
}

/** An expression is not evaluated: a plan says what it refers to, or its constant. */
export interface Expression {
  /** The longest of each traversal: `aws_subnet.private`, `var.subnet_ids`, `each.key`. */
  readonly references: readonly string[];
  /** Constant value of an attribute that is read; null where it is no constant, or none that may be read. */
  readonly constant: Picked;
  /** Null where it is no constant. */
  readonly facts: Facts | null;
}

/** What is kept of a value that may be a secret. */
export interface Facts {
  /** Elements of a list, set or map; null for anything else. */
  readonly elements: number | null;
  /** The value, where it is the name of a Region. */
  readonly region: string | null;
}
