/** Regions in names, zones and ARNs. Any Region AWS may name, not only those whose prices are known. */

/** `us-east-1`, `us-gov-west-1`, `ap-southeast-3`. */
const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}$/;

export function isRegion(text: unknown): text is string {
  return typeof text === "string" && REGION.test(text);
}

/** `regionOfZone("us-east-1a")` and of the local zone `us-east-1-bos-1a` is `us-east-1`. */
export function regionOfZone(zone: string): string | null {
  return /^([a-z]{2,4}(?:-[a-z]+){1,2}?-\d{1,2})(?:[a-z]|-.+)$/.exec(zone)?.[1] ?? null;
}

/** The fourth part: `regionOfArn("arn:aws:ecs:eu-west-1:123456789012:cluster/shop")`. */
export function regionOfArn(arn: string): string | null {
  const parts = arn.split(":");
  return parts[0] === "arn" && isRegion(parts[3]) ? parts[3] : null;
}

/** `regionOfEndpointService("com.amazonaws.us-east-1.s3")` */
export function regionOfEndpointService(name: string): string | null {
  return name.split(".").find((part) => isRegion(part)) ?? null;
}
