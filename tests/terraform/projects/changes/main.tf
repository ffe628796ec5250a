# Everything that a plan can do to a resource without asking AWS. What was there before is in before.tfstate, written by hand.
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

resource "aws_eip" "added" {
  domain = "vpc"
}

resource "aws_ebs_volume" "grown" {
  availability_zone = "us-east-1a"
  type              = "gp3"
  size              = 200
}

resource "aws_ebs_volume" "elsewhere" {
  availability_zone = "us-east-1b"
  type              = "gp3"
  size              = 10
}

resource "aws_nat_gateway" "overlapping" {
  connectivity_type = "private"
  subnet_id         = "subnet-0b"

  lifecycle {
    create_before_destroy = true
  }
}

moved {
  from = aws_eip.old_name
  to   = aws_eip.new_name
}

resource "aws_eip" "new_name" {
  domain = "vpc"
}

moved {
  from = module.old_place
  to   = module.new_place["x.y"]
}

module "new_place" {
  source   = "./place"
  for_each = toset(["x.y"])
}

removed {
  from = aws_sqs_queue.forgotten

  lifecycle {
    destroy = false
  }
}

resource "aws_eip" "leftover" {
  domain = "vpc"
}

resource "aws_eip" "counted" {
  count  = 3
  domain = "vpc"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = "vpc-0a"
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_route_table.private.id]
}

resource "aws_route_table" "private" {
  vpc_id = "vpc-0a"
}
