"""Paying a pledge by card: the one page of the site that may load Stripe's script."""
