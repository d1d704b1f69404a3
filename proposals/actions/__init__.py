"""Every write of policy drafts."""
