"""The demonstration: the industries of the evaluation of 2021 and of its replication, told by the product itself."""
