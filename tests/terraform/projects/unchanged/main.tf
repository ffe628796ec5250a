# What stands as it is written: a plan that changes nothing.
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

resource "aws_eip" "kept" {
  domain = "vpc"
}

resource "aws_route_table" "private" {
  vpc_id = "vpc-0a"
}

resource "aws_nat_gateway" "only" {
  allocation_id = aws_eip.kept.id
  subnet_id     = "subnet-0a"
}
