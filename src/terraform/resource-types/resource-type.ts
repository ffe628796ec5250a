/**
 * What is read of a Terraform resource type. It is an allow-list, because a plan holds secrets in clear: an attribute that does not
 * stand here never leaves the reader. Names are those of the AWS provider's schema (5.100 and 6).
 */
export interface ResourceType {
  /** Whether AWS bills it; "free" also for what costs nothing itself and decides what others cost. */
  readonly billing: "priced" | "free";
  /**
   * Attributes read, dotted through blocks: `setting.name`. With `?` at the end only whether it is set is read, for texts that anybody
   * may write.
   */
  readonly attributes: readonly string[];
  /** What the provider or AWS takes where an attribute is not set, as the provider's documentation says. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
}

export type ResourceTypes = Readonly<Record<string, ResourceType>>;

/** For tables: a type that is billed, with its attributes separated by spaces. */
export function priced(attributes: string, defaults: ResourceType["defaults"] = {}): ResourceType {
  return { billing: "priced", attributes: namesIn(attributes), defaults };
}

/** For tables: a type that costs nothing itself. */
export function free(attributes = "", defaults: ResourceType["defaults"] = {}): ResourceType {
  return { billing: "free", attributes: namesIn(attributes), defaults };
}

function namesIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((name) => name !== "");
}
