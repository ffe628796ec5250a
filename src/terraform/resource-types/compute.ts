/** Containers, functions, instances, and what scales them. */
import { free, priced, type ResourceTypes } from "./resource-type.ts";

export const computeTypes: ResourceTypes = {
  aws_ecs_service: priced(
    `name cluster task_definition desired_count launch_type capacity_provider_strategy.capacity_provider
     capacity_provider_strategy.base capacity_provider_strategy.weight network_configuration.assign_public_ip
     network_configuration.subnets platform_version scheduling_strategy`,
    { scheduling_strategy: "REPLICA" },
  ),
  aws_ecs_task_definition: free(
    `family cpu memory runtime_platform.cpu_architecture runtime_platform.operating_system_family
     ephemeral_storage.size_in_gib requires_compatibilities`,
  ),
  aws_ecs_cluster: priced("name setting.name setting.value"),
  aws_ecs_cluster_capacity_providers: free(
    `cluster_name capacity_providers default_capacity_provider_strategy.capacity_provider
     default_capacity_provider_strategy.base default_capacity_provider_strategy.weight`,
  ),
  aws_ecs_capacity_provider: free(
    "name auto_scaling_group_provider.auto_scaling_group_arn managed_instances_provider.infrastructure_role_arn?",
  ),
  aws_appautoscaling_target: free("service_namespace resource_id scalable_dimension min_capacity max_capacity"),
  aws_appautoscaling_scheduled_action: free(
    `service_namespace resource_id scalable_dimension schedule timezone start_time end_time
     scalable_target_action.min_capacity scalable_target_action.max_capacity`,
  ),
  aws_appautoscaling_policy: free(
    `service_namespace resource_id scalable_dimension policy_type
     target_tracking_scaling_policy_configuration.target_value
     target_tracking_scaling_policy_configuration.scale_in_cooldown
     target_tracking_scaling_policy_configuration.scale_out_cooldown
     target_tracking_scaling_policy_configuration.predefined_metric_specification.predefined_metric_type`,
  ),
  aws_lambda_function: priced(
    `function_name memory_size architectures timeout ephemeral_storage.size snap_start.apply_on package_type
     vpc_config.subnet_ids reserved_concurrent_executions`,
    { memory_size: 128, timeout: 3, reserved_concurrent_executions: -1 },
  ),
  aws_lambda_provisioned_concurrency_config: priced("provisioned_concurrent_executions function_name qualifier"),
  aws_lambda_event_source_mapping: priced(
    "function_name event_source_arn batch_size provisioned_poller_config.minimum_pollers",
  ),
  aws_lambda_permission: free(),
  aws_lambda_alias: free("function_name"),
  aws_instance: priced(
    `instance_type subnet_id tenancy instance_market_options.market_type associate_public_ip_address monitoring
     root_block_device.volume_type root_block_device.volume_size root_block_device.iops root_block_device.throughput
     ebs_block_device.volume_type ebs_block_device.volume_size ebs_block_device.iops ebs_block_device.throughput
     credit_specification.cpu_credits availability_zone ebs_optimized launch_template.id`,
  ),
  aws_launch_template: free(
    `instance_type instance_market_options.market_type block_device_mappings.ebs.volume_type
     block_device_mappings.ebs.volume_size block_device_mappings.ebs.iops block_device_mappings.ebs.throughput
     network_interfaces.associate_public_ip_address monitoring.enabled credit_specification.cpu_credits placement.tenancy`,
  ),
  aws_autoscaling_group: priced(
    `min_size max_size desired_capacity launch_template.id
     mixed_instances_policy.instances_distribution.on_demand_base_capacity
     mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity
     mixed_instances_policy.instances_distribution.spot_allocation_strategy
     mixed_instances_policy.launch_template.launch_template_specification.launch_template_id
     mixed_instances_policy.launch_template.override.instance_type
     mixed_instances_policy.launch_template.override.weighted_capacity availability_zones vpc_zone_identifier`,
  ),
  aws_autoscaling_policy: free("autoscaling_group_name policy_type"),
  aws_batch_compute_environment: priced(
    `type compute_resources.type compute_resources.allocation_strategy compute_resources.instance_type
     compute_resources.min_vcpus compute_resources.max_vcpus compute_resources.bid_percentage compute_resources.subnets
     compute_resources.launch_template.launch_template_id`,
  ),
  aws_batch_job_queue: free("compute_environment_order.compute_environment"),
  aws_batch_job_definition: free("type"),
  aws_eks_cluster: priced("version upgrade_policy.support_type compute_config.enabled", {
    "upgrade_policy.support_type": "EXTENDED",
  }),
  aws_placement_group: free(),
  aws_key_pair: free(),
};
