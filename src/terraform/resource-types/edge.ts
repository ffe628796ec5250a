/** Load balancers, CDN, DNS, APIs: what stands between viewers and the application. */
import { free, priced, type ResourceTypes } from "./resource-type.ts";

export const edgeTypes: ResourceTypes = {
  aws_lb: priced(
    `load_balancer_type internal subnets subnet_mapping.subnet_id subnet_mapping.allocation_id ip_address_type
     minimum_load_balancer_capacity.capacity_units access_logs.enabled dns_name`,
    { load_balancer_type: "application", ip_address_type: "ipv4" },
  ),
  aws_lb_target_group: free("target_type load_balancing_cross_zone_enabled", { target_type: "instance" }),
  aws_lb_listener: free("load_balancer_arn"),
  aws_lb_listener_rule: free("listener_arn"),
  aws_lb_target_group_attachment: free(),
  aws_cloudfront_distribution: priced(
    `price_class enabled origin.origin_id origin.domain_name origin.origin_shield.enabled
     origin.origin_shield.origin_shield_region viewer_certificate.ssl_support_method
     default_cache_behavior.cache_policy_id default_cache_behavior.target_origin_id
     default_cache_behavior.function_association.function_arn default_cache_behavior.lambda_function_association.lambda_arn
     default_cache_behavior.realtime_log_config_arn? ordered_cache_behavior.cache_policy_id
     ordered_cache_behavior.target_origin_id ordered_cache_behavior.function_association.function_arn
     ordered_cache_behavior.lambda_function_association.lambda_arn web_acl_id logging_config.bucket is_ipv6_enabled`,
    { price_class: "PriceClass_All" },
  ),
  aws_cloudfront_function: priced("runtime"),
  aws_cloudfront_cache_policy: free("default_ttl max_ttl min_ttl", { default_ttl: 86_400, max_ttl: 31_536_000 }),
  aws_cloudfront_monitoring_subscription: priced(
    "monitoring_subscription.realtime_metrics_subscription_config.realtime_metrics_subscription_status",
  ),
  aws_cloudfront_origin_access_control: free(),
  aws_cloudfront_origin_access_identity: free(),
  aws_cloudfront_origin_request_policy: free(),
  aws_cloudfront_response_headers_policy: free(),
  aws_cloudfront_vpc_origin: free("vpc_origin_endpoint_config.arn"),
  aws_wafv2_web_acl: priced(
    `scope rule.name rule.statement.managed_rule_group_statement.name
     rule.statement.managed_rule_group_statement.vendor_name rule.statement.rate_based_statement.limit`,
  ),
  aws_wafv2_web_acl_association: free("resource_arn web_acl_arn"),
  aws_wafv2_ip_set: free("scope"),
  aws_wafv2_rule_group: free("scope rule.name"),
  aws_route53_zone: priced("vpc.vpc_id"),
  aws_route53_record: priced(
    "zone_id type alias.name alias.zone_id latency_routing_policy.region failover_routing_policy.type health_check_id",
  ),
  aws_route53_health_check: priced("type request_interval measure_latency search_string? fqdn", {
    request_interval: 30,
    measure_latency: false,
  }),
  aws_acm_certificate: priced("certificate_authority_arn? options.export"),
  aws_acm_certificate_validation: free(),
  aws_api_gateway_rest_api: priced("endpoint_configuration.types"),
  aws_api_gateway_stage: priced("cache_cluster_enabled cache_cluster_size rest_api_id"),
  aws_apigatewayv2_api: priced("protocol_type"),
  aws_globalaccelerator_accelerator: priced("enabled ip_address_type", { enabled: true }),
};
