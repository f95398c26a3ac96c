"""What an SMI turned over, sold, made and employed in a period: data with method, source and history."""
