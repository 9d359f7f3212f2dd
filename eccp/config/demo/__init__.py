"""The demonstration community: organisations that are plainly invented, made through the platform's own verbs."""
