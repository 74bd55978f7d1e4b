-- redeem(code, order, amount): takes the amount from the voucher's balance and writes the use, both or neither.

CREATE OR REPLACE FUNCTION redeem(voucher_code text, used_for integer, wanted numeric) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'not written yet';
END $$;
