/** AWS's service codes as FOCUS has them: the service's name, and one of the categories that the specification allows. */

export interface FocusService {
  readonly name: string;
  /** One of https://focus.finops.org/focus-specification/v1-2/#servicecategory. */
  readonly category: string;
}

const SERVICES: Readonly<Record<string, FocusService>> = {
  AmazonApiGateway: { name: "Amazon API Gateway", category: "Web" },
  AmazonAthena: { name: "Amazon Athena", category: "Analytics" },
  AmazonCloudFront: { name: "Amazon CloudFront", category: "Networking" },
  AmazonCloudWatch: { name: "Amazon CloudWatch", category: "Management and Governance" },
  AmazonDynamoDB: { name: "Amazon DynamoDB", category: "Databases" },
  AmazonEC2: { name: "Amazon Elastic Compute Cloud", category: "Compute" },
  "AmazonEC2-Spot": { name: "Amazon Elastic Compute Cloud", category: "Compute" },
  AmazonECR: { name: "Amazon Elastic Container Registry", category: "Compute" },
  AmazonECS: { name: "Amazon Elastic Container Service", category: "Compute" },
  AmazonElastiCache: { name: "Amazon ElastiCache", category: "Databases" },
  AmazonRDS: { name: "Amazon Relational Database Service", category: "Databases" },
  AmazonRedshift: { name: "Amazon Redshift", category: "Analytics" },
  AmazonRoute53: { name: "Amazon Route 53", category: "Networking" },
  AmazonS3: { name: "Amazon Simple Storage Service", category: "Storage" },
  AmazonStates: { name: "AWS Step Functions", category: "Integration" },
  AmazonVPC: { name: "Amazon Virtual Private Cloud", category: "Networking" },
  AWSDataTransfer: { name: "AWS Data Transfer", category: "Networking" },
  AWSELB: { name: "Elastic Load Balancing", category: "Networking" },
  AWSEvents: { name: "Amazon EventBridge", category: "Integration" },
  awskms: { name: "AWS Key Management Service", category: "Security" },
  AWSLambda: { name: "AWS Lambda", category: "Compute" },
  AWSQueueService: { name: "Amazon Simple Queue Service", category: "Integration" },
  AWSSecretsManager: { name: "AWS Secrets Manager", category: "Security" },
  awswaf: { name: "AWS WAF", category: "Security" },
  CloudFrontPlans: { name: "Amazon CloudFront", category: "Networking" },
  ComputeSavingsPlans: { name: "Savings Plans for AWS Compute usage", category: "Compute" },
};

/** The service of a code; a code that is not listed stands for itself, in category Other. */
export function focusService(serviceCode: string): FocusService {
  return SERVICES[serviceCode] ?? { name: serviceCode, category: "Other" };
}
