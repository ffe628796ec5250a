/** Every resource type of the AWS provider that is read, each with what is read of it. A type that is not here is not supported. */
import { computeTypes } from "./compute.ts";
import { dataTypes } from "./data.ts";
import { edgeTypes } from "./edge.ts";
import { networkTypes } from "./network.ts";
import { operationsTypes } from "./operations.ts";
import type { ResourceTypes } from "./resource-type.ts";

export const resourceTypes: ResourceTypes = {
  ...networkTypes,
  ...edgeTypes,
  ...computeTypes,
  ...dataTypes,
  ...operationsTypes,
};

/** Data sources of which something is read: where a provider is, and how many subnets a list has. */
export const dataSourceTypes: ResourceTypes = {
  aws_region: { billing: "free", attributes: ["name", "id", "region"] },
  aws_availability_zones: { billing: "free", attributes: ["names", "zone_ids"] },
  aws_subnets: { billing: "free", attributes: ["ids"] },
  aws_subnet_ids: { billing: "free", attributes: ["ids"] },
  aws_subnet: { billing: "free", attributes: ["id", "vpc_id", "availability_zone"] },
  aws_route_tables: { billing: "free", attributes: ["ids"] },
  aws_route_table: { billing: "free", attributes: ["id", "route_table_id", "vpc_id"] },
  aws_vpc: { billing: "free", attributes: ["id"] },
};
