// 4b. The largest order of each country
// For each country: _id (the country), order (the _id of its order with the highest total) and total_paise.
// By country, A to Z.

