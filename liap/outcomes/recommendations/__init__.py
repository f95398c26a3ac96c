"""What an evaluation recommends and teaches, followed until it is answered."""
