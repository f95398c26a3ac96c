"""Two records of one SMI become one, and two again."""
