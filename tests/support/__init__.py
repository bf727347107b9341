"""What tests share: helpers, none of them a test."""
