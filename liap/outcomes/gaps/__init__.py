"""What an evaluation will miss: indicators and target SMIs without evidence, and what is done about each."""
