terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.third]
    }
  }
}

resource "aws_kms_key" "here" {}

resource "aws_kms_key" "there" {
  provider = aws.third
}
