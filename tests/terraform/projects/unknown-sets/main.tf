# Sets of ids that do not exist yet: the plan loses how many there are, the code tells.
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

variable "internal" {
  type    = bool
  default = false
}

module "network" {
  source = "./network"
  zones  = ["us-east-1a", "us-east-1b", "us-east-1c"]
}

locals {
  everywhere = concat(module.network.private_subnet_ids, module.network.public_subnet_ids)
}

module "endpoints" {
  source     = "./endpoints"
  for_each   = toset(["logs", "secretsmanager"])
  service    = each.key
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.private_subnet_ids
}

resource "aws_lb" "web" {
  internal = false
  subnets  = module.network.public_subnet_ids
}

resource "aws_lb" "either" {
  internal = var.internal
  subnets  = var.internal ? module.network.private_subnet_ids : module.network.public_subnet_ids
}

resource "aws_lb" "everywhere" {
  internal = true
  subnets  = local.everywhere
}

resource "aws_db_subnet_group" "data" {
  subnet_ids = module.network.private_subnet_ids
}

# A list keeps its length.
resource "aws_lb" "mapped" {
  load_balancer_type = "network"

  dynamic "subnet_mapping" {
    for_each = module.network.by_zone
    content {
      subnet_id = subnet_mapping.value
    }
  }
}
