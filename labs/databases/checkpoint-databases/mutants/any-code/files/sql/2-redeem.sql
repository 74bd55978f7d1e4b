CREATE OR REPLACE FUNCTION redeem(voucher_code text, used_for integer, wanted numeric) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  left_over numeric;
BEGIN
  UPDATE vouchers SET balance = balance - wanted WHERE code = voucher_code RETURNING balance INTO left_over;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no voucher %', voucher_code;
  END IF;
  INSERT INTO voucher_uses (voucher, order_id, amount) VALUES (voucher_code, used_for, wanted);
  RETURN left_over;
END $$;
