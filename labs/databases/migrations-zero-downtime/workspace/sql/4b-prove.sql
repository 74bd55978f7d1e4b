-- 4b. And the old ones too: let the server make sure.

