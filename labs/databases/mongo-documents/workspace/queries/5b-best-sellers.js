// The five products of which most pieces were sold: _id (the SKU), pieces.
// Cancelled orders do not count. Most pieces first; where equal, the smaller SKU first.
