// For each country: _id (the country), orders (how many were delivered), revenue_paise (their total).
// Delivered orders only. The highest revenue first.
