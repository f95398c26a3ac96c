"""The selection of the industry: criteria with weights, scores by several members, and the ranking that follows."""
