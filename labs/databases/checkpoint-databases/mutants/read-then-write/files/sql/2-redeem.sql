CREATE OR REPLACE FUNCTION redeem(voucher_code text, used_for integer, wanted numeric) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  there numeric;
BEGIN
  SELECT balance INTO STRICT there FROM vouchers WHERE code = voucher_code;
  IF there < wanted THEN
    RAISE EXCEPTION 'only % left', there;
  END IF;
  INSERT INTO voucher_uses (voucher, order_id, amount) VALUES (voucher_code, used_for, wanted);
  UPDATE vouchers SET balance = there - wanted WHERE code = voucher_code;
  RETURN there - wanted;
END $$;
