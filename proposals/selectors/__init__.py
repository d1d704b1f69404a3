"""Every read of policy drafts."""
