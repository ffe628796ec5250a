/** The AWS Regions whose prices the cache holds, and CloudFront's edge groups. */
export const regions = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-central-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "ca-central-1",
  "sa-east-1",
] as const;

/** Edge groups by which CloudFront bills, as scenarios name them, with AWS's own name. */
export const edgeGroups = {
  united_states: "United States",
  canada: "Canada",
  europe: "EU",
  japan: "Japan",
  india: "India",
  australia: "Australia",
  asia_pacific: "Asia Pacific",
  south_america: "South America",
  middle_east: "Middle East",
  south_africa: "South Africa",
} as const;
export type EdgeGroup = keyof typeof edgeGroups;
