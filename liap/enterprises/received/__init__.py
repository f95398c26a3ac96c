"""Services that an SMI got, with provider and result."""
