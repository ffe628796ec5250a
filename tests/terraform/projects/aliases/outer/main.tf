terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.second]
    }
  }
}

module "inner" {
  source = "./inner"
  providers = {
    aws       = aws
    aws.third = aws.second
  }
}

resource "aws_kms_key" "outer" {}
