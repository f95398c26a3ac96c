"""The SMI card: what is kept about an SMI, for the SMI itself."""
