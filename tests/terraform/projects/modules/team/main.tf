variable "name" {
  type = string
}

resource "aws_sns_topic" "news" {
  count = 2
  name  = "${var.name}-${count.index}"
}

module "inner" {
  source   = "./inner"
  for_each = { "one.two" = var.name }
  name     = each.value
}
