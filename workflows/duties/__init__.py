"""What a group or region owes although no plan carries it: opened, mailed, escalated and ended by the clock."""
