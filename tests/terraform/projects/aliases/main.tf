# A provider for another Region, handed down through two modules; one configured from a variable; one from the environment.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "recovery_region" {
  type = string
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "dr"
  region                      = var.recovery_region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

# Its Region comes from AWS_REGION.
provider "aws" {
  alias                       = "environment"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  region = "eu-central-1"
}

# A local value is not part of a plan.
provider "aws" {
  alias                       = "local"
  region                      = local.region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "outer" {
  source = "./outer"
  providers = {
    aws        = aws
    aws.second = aws.dr
  }
}

resource "aws_eip" "here" {
  domain = "vpc"
}

resource "aws_eip" "environment" {
  provider = aws.environment
  domain   = "vpc"
}

resource "aws_eip" "local" {
  provider = aws.local
  domain   = "vpc"
}

resource "aws_ebs_volume" "local" {
  provider          = aws.local
  availability_zone = "${local.region}a"
  size              = 10
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_cloudfront_function" "edge" {
  name    = "edge"
  runtime = "cloudfront-js-2.0"
  code    = "function handler(event) { return event.request; } // canary-code"
}

resource "terraform_data" "mark" {
  input = "canary-input"
}
