/** VPCs, their ways out, and what is billed on them. */
import { free, priced, type ResourceTypes } from "./resource-type.ts";

export const networkTypes: ResourceTypes = {
  aws_nat_gateway: priced(
    "connectivity_type availability_mode subnet_id vpc_id allocation_id availability_zone_address.availability_zone",
    { connectivity_type: "public", availability_mode: "zonal" },
  ),
  aws_eip: priced("domain instance network_interface"),
  aws_vpc_endpoint: priced(
    `vpc_endpoint_type service_name service_region vpc_id subnet_ids subnet_configuration.subnet_id route_table_ids
     private_dns_enabled`,
    { vpc_endpoint_type: "Gateway" },
  ),
  aws_ec2_transit_gateway: free("description?"),
  aws_ec2_transit_gateway_vpc_attachment: priced("transit_gateway_id vpc_id subnet_ids"),
  aws_vpc_peering_connection: priced("peer_region vpc_id peer_vpc_id"),
  aws_vpn_connection: priced("transit_gateway_id vpn_gateway_id type"),
  aws_ec2_client_vpn_endpoint: priced("split_tunnel"),
  aws_networkfirewall_firewall: priced(
    "vpc_id subnet_mapping.subnet_id availability_zone_mapping.availability_zone_id",
  ),
  aws_flow_log: priced(
    "log_destination_type traffic_type max_aggregation_interval destination_options.file_format vpc_id subnet_id",
    { log_destination_type: "cloud-watch-logs", max_aggregation_interval: 600 },
  ),
  aws_ec2_instance_connect_endpoint: free("subnet_id"),

  aws_vpc: free("cidr_block"),
  aws_default_vpc: free("cidr_block"),
  aws_subnet: free("vpc_id availability_zone availability_zone_id cidr_block map_public_ip_on_launch", {
    map_public_ip_on_launch: false,
  }),
  aws_default_subnet: free("vpc_id availability_zone availability_zone_id cidr_block"),
  aws_route_table: free(
    `vpc_id route.cidr_block route.ipv6_cidr_block route.destination_prefix_list_id route.gateway_id route.nat_gateway_id
     route.transit_gateway_id route.vpc_endpoint_id route.vpc_peering_connection_id route.network_interface_id
     route.egress_only_gateway_id`,
  ),
  aws_default_route_table: free(
    `vpc_id default_route_table_id route.cidr_block route.ipv6_cidr_block route.destination_prefix_list_id route.gateway_id
     route.nat_gateway_id route.transit_gateway_id route.vpc_endpoint_id route.vpc_peering_connection_id
     route.network_interface_id route.egress_only_gateway_id`,
  ),
  aws_main_route_table_association: free("vpc_id route_table_id"),
  aws_route: free(
    `route_table_id destination_cidr_block destination_ipv6_cidr_block destination_prefix_list_id gateway_id nat_gateway_id
     transit_gateway_id vpc_endpoint_id vpc_peering_connection_id network_interface_id egress_only_gateway_id`,
  ),
  aws_route_table_association: free("subnet_id gateway_id route_table_id"),
  aws_internet_gateway: free("vpc_id"),
  aws_egress_only_internet_gateway: free("vpc_id"),
  aws_security_group: free("vpc_id"),
  aws_vpc_security_group_ingress_rule: free(),
  aws_vpc_security_group_egress_rule: free(),
  aws_security_group_rule: free(),
  aws_network_acl: free("vpc_id"),
  aws_default_security_group: free("vpc_id"),
  aws_default_network_acl: free(),
  aws_vpc_dhcp_options: free(),
  aws_vpc_dhcp_options_association: free(),
  aws_vpc_endpoint_policy: free("vpc_endpoint_id"),
  aws_vpc_endpoint_route_table_association: free("vpc_endpoint_id route_table_id"),
  aws_vpc_endpoint_subnet_association: free("vpc_endpoint_id subnet_id"),
  aws_vpc_block_public_access_options: free(),
};
