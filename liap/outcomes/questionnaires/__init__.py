"""What an evaluation asks SMIs and institutions, by link, telephone, paper or in a meeting."""
