// 4a. Categories
// From the delivered orders, for each category: _id (the category), revenue_paise (quantity times unit price, added up)
// and pieces. The highest revenue first.

