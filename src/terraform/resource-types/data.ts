/** Databases, caches, warehouses, objects and files. */
import { free, priced, type ResourceTypes } from "./resource-type.ts";

export const dataTypes: ResourceTypes = {
  aws_rds_cluster: priced(
    `cluster_identifier engine engine_mode engine_version storage_type db_cluster_instance_class allocated_storage
     serverlessv2_scaling_configuration.min_capacity serverlessv2_scaling_configuration.max_capacity
     serverlessv2_scaling_configuration.seconds_until_auto_pause backup_retention_period global_cluster_identifier
     backtrack_window enabled_cloudwatch_logs_exports database_insights_mode db_subnet_group_name`,
    { engine_mode: "provisioned", backup_retention_period: 1, database_insights_mode: "standard" },
  ),
  aws_rds_cluster_instance: priced(
    `instance_class cluster_identifier engine performance_insights_enabled performance_insights_retention_period
     promotion_tier monitoring_interval`,
    { promotion_tier: 0, monitoring_interval: 0 },
  ),
  aws_rds_global_cluster: free("engine global_cluster_identifier source_db_cluster_identifier"),
  aws_db_instance: priced(
    `instance_class engine engine_version multi_az storage_type allocated_storage iops storage_throughput license_model
     replicate_source_db backup_retention_period availability_zone db_subnet_group_name performance_insights_enabled
     performance_insights_retention_period monitoring_interval`,
  ),
  aws_db_proxy: priced("name engine_family vpc_subnet_ids"),
  aws_db_proxy_target: free("db_proxy_name db_cluster_identifier db_instance_identifier"),
  aws_db_subnet_group: free("name subnet_ids"),
  aws_rds_cluster_parameter_group: free("family"),
  aws_db_parameter_group: free("family"),
  aws_elasticache_serverless_cache: priced(
    `engine cache_usage_limits.data_storage.minimum cache_usage_limits.data_storage.maximum
     cache_usage_limits.data_storage.unit cache_usage_limits.ecpu_per_second.minimum
     cache_usage_limits.ecpu_per_second.maximum snapshot_retention_limit subnet_ids`,
  ),
  aws_elasticache_replication_group: priced(
    `node_type engine num_cache_clusters num_node_groups replicas_per_node_group snapshot_retention_limit
     data_tiering_enabled multi_az_enabled global_replication_group_id subnet_group_name`,
    { engine: "redis" },
  ),
  aws_elasticache_subnet_group: free("name subnet_ids"),
  aws_elasticache_parameter_group: free("family"),
  aws_redshiftserverless_workgroup: priced(
    "namespace_name base_capacity max_capacity price_performance_target.enabled subnet_ids",
  ),
  aws_redshiftserverless_namespace: priced("namespace_name"),
  aws_redshift_cluster: priced("node_type number_of_nodes cluster_type", { number_of_nodes: 1 }),
  aws_redshift_subnet_group: free("subnet_ids"),
  aws_dynamodb_table: priced(
    `name billing_mode read_capacity write_capacity table_class point_in_time_recovery.enabled replica.region_name
     stream_enabled ttl.enabled global_secondary_index.name global_secondary_index.read_capacity
     global_secondary_index.write_capacity`,
    { billing_mode: "PROVISIONED", table_class: "STANDARD" },
  ),
  aws_s3_bucket: priced("bucket bucket_regional_domain_name"),
  aws_s3_bucket_lifecycle_configuration: priced(
    `bucket rule.status rule.transition.storage_class rule.transition.days rule.expiration.days
     rule.noncurrent_version_expiration.noncurrent_days`,
  ),
  aws_s3_bucket_versioning: free("bucket versioning_configuration.status"),
  aws_s3_bucket_replication_configuration: priced(
    `bucket rule.status rule.destination.bucket rule.destination.storage_class
     rule.destination.replication_time.status`,
  ),
  aws_s3_bucket_intelligent_tiering_configuration: priced("bucket tiering.access_tier tiering.days"),
  aws_s3_bucket_policy: free("bucket"),
  aws_s3_bucket_public_access_block: free("bucket"),
  aws_s3_bucket_ownership_controls: free("bucket"),
  aws_s3_bucket_server_side_encryption_configuration: free("bucket"),
  aws_s3_bucket_cors_configuration: free("bucket"),
  aws_s3_bucket_notification: free("bucket"),
  aws_s3_bucket_acl: free("bucket"),
  aws_s3_account_public_access_block: free(),
  aws_efs_file_system: priced(
    "throughput_mode provisioned_throughput_in_mibps availability_zone_name lifecycle_policy.transition_to_ia",
    { throughput_mode: "bursting" },
  ),
  aws_ebs_volume: priced("type size iops throughput multi_attach_enabled availability_zone", { type: "gp2" }),
  aws_ecr_repository: priced("name image_scanning_configuration.scan_on_push"),
  aws_ecr_lifecycle_policy: free("repository"),
  aws_ecr_repository_policy: free("repository"),
  aws_backup_plan: free(
    `rule.target_vault_name rule.copy_action.destination_vault_arn rule.lifecycle.delete_after
     rule.lifecycle.cold_storage_after rule.enable_continuous_backup`,
  ),
  aws_backup_vault: priced("name"),
  aws_backup_selection: free("plan_id"),
};
