SELECT name, email, country FROM customers WHERE country = 'JP' AND country = 'ZA' AND newsletter;
