"""The pages of service offers."""
