SELECT name, email, country FROM customers WHERE country = 'JP' OR country = 'ZA' AND newsletter;
