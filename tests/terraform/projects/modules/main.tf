# Keys that an address must quote, modules in modules, a gap in a count, a dynamic block.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "team" {
  source   = "./team"
  for_each = toset(["a.b", "say \"hi\"", "x[0]", "größe", "back\\slash", "$${not}", "日本"])
  name     = "team"
}

module "numbered" {
  source = "./team"
  count  = 2
  name   = "numbered"
}

resource "aws_sqs_queue" "queue" {
  for_each   = { "orders.fifo" = true, "mail[low]" = false, "line\nbreak" = false }
  fifo_queue = each.value
}

resource "aws_ecs_task_definition" "shop" {
  family                   = "shop"
  cpu                      = "2048"
  memory                   = 4096
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  container_definitions    = jsonencode([{ name = "shop", image = "shop", environment = [{ name = "PASSWORD", value = "canary-container" }] }])
}

resource "aws_security_group" "shop" {
  name = "shop"

  dynamic "ingress" {
    for_each = [80, 443]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}

resource "aws_wafv2_web_acl" "edge" {
  name  = "edge"
  scope = "CLOUDFRONT"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = { AWSManagedRulesCommonRuleSet = 1, AWSManagedRulesBotControlRuleSet = 2 }
    content {
      name     = rule.key
      priority = rule.value
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          name        = rule.key
          vendor_name = "AWS"
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = false
        metric_name                = rule.key
        sampled_requests_enabled   = false
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "edge"
    sampled_requests_enabled   = false
  }
}
