/** The quotas section: what an account may use in a Region. */
import * as z from "zod";
import { positive } from "../quantities.ts";

export const quotasSchema = z.strictObject({
  fargate_vcpu: positive().optional(),
  lambda_concurrency: positive().optional(),
  ec2_on_demand_vcpu: positive().optional(),
  ec2_spot_vcpu: positive().optional(),
  nat_addresses: positive().optional(),
  cloudfront_rps: positive().optional(),
  dynamodb_table_wru: positive().optional(),
  dynamodb_table_rru: positive().optional(),
  ecs_tasks_per_service: positive().optional(),
  alb_targets: positive().optional(),
  api_gateway_rps: positive().optional(),
});
