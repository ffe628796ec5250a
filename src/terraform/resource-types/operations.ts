/** Messaging, keys, identities, observation. */
import { free, priced, type ResourceTypes } from "./resource-type.ts";

export const operationsTypes: ResourceTypes = {
  aws_sqs_queue: priced("name fifo_queue kms_master_key_id? sqs_managed_sse_enabled", { fifo_queue: false }),
  aws_sqs_queue_policy: free(),
  aws_sns_topic: priced("name fifo_topic", { fifo_topic: false }),
  aws_sns_topic_policy: free(),
  aws_sns_topic_subscription: priced("protocol topic_arn"),
  aws_cloudwatch_event_bus: priced("name"),
  aws_cloudwatch_event_rule: free("event_bus_name schedule_expression"),
  aws_cloudwatch_event_target: free("rule"),
  aws_scheduler_schedule: priced("schedule_expression schedule_expression_timezone target.arn"),
  aws_sfn_state_machine: priced("type", { type: "STANDARD" }),
  aws_kinesis_stream: priced("shard_count stream_mode_details.stream_mode retention_period", { retention_period: 24 }),

  aws_kms_key: priced("multi_region customer_master_key_spec enable_key_rotation", {
    customer_master_key_spec: "SYMMETRIC_DEFAULT",
  }),
  aws_kms_replica_key: priced("primary_key_arn?"),
  aws_kms_alias: free(),
  aws_kms_key_policy: free(),
  aws_secretsmanager_secret: priced("replica.region recovery_window_in_days", { recovery_window_in_days: 30 }),
  aws_secretsmanager_secret_version: free(),
  aws_ssm_parameter: priced("tier", { tier: "Standard" }),
  aws_cloudwatch_log_group: priced("name retention_in_days log_group_class", {
    retention_in_days: 0,
    log_group_class: "STANDARD",
  }),
  aws_cloudwatch_log_metric_filter: free(),
  aws_cloudwatch_metric_alarm: priced("period metric_query.id metric_query.metric.period threshold_metric_id"),
  aws_cloudwatch_composite_alarm: priced("alarm_name"),
  aws_cloudwatch_dashboard: priced("dashboard_name"),
  aws_cloudtrail: priced(
    `is_multi_region_trail event_selector.data_resource.type advanced_event_selector.name
     insight_selector.insight_type`,
    { is_multi_region_trail: false },
  ),
  aws_config_configuration_recorder: priced("recording_mode.recording_frequency recording_group.all_supported"),
  aws_guardduty_detector: priced("enable finding_publishing_frequency", { enable: true }),
  aws_securityhub_account: priced("enable_default_standards", { enable_default_standards: true }),
  aws_inspector2_enabler: priced("resource_types"),
  aws_budgets_budget: free("budget_type limit_amount time_unit"),
  aws_synthetics_canary: priced("schedule.expression"),

  aws_iam_role: free(),
  aws_iam_policy: free(),
  aws_iam_role_policy: free(),
  aws_iam_role_policy_attachment: free(),
  aws_iam_instance_profile: free(),
  aws_iam_openid_connect_provider: free(),
  aws_iam_account_password_policy: free(),
  aws_accessanalyzer_analyzer: free("type", { type: "ACCOUNT" }),
  aws_ce_anomaly_monitor: free(),
  aws_ce_anomaly_subscription: free(),
  aws_ce_cost_allocation_tag: free(),
  aws_ebs_encryption_by_default: free(),
  aws_ec2_instance_metadata_defaults: free(),
};
