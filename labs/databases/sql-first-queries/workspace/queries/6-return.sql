-- 6. A parcel comes back
-- Order 28957 was returned today, 30 June 2026. In one transaction:
--   the order gets the status returned
--   the pieces of the order go back into the stock of their product
--   refunds gets a row: the order, its total as the amount, the reason 'changed my mind', refunded_on 2026-06-30
-- Nothing else changes.

