variable "name" {
  type = string
}

resource "aws_sqs_queue" "orders" {
  for_each = toset(["now", "later!"])
  name     = "${var.name}-${md5(each.key)}"
}
