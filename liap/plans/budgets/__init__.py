"""Money of plans through the fiscal years: closing a year, limits of cost, and when money can be asked for."""
