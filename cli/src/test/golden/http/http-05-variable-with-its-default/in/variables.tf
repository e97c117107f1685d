variable "http_routing" {
  description = "Routes HTTP to applications"
  type        = bool
  default     = true
}
