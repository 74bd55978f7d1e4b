/** The words that names, addresses and sentences are made of. Changing a list changes the data of every lab that uses it. */

export const FIRST_NAMES = [
  'Aarav', 'Aditi', 'Akira', 'Amelia', 'Amir', 'Ananya', 'Anika', 'Arjun', 'Asha', 'Ava', 'Ben', 'Camille', 'Carla', 'Chloe',
  'Daan', 'Daniel', 'Deepa', 'Devika', 'Dina', 'Elena', 'Emma', 'Farah', 'Felix', 'Gauri', 'Grace', 'Hana', 'Hassan', 'Hugo',
  'Imran', 'Isha', 'Ivy', 'Jack', 'Jana', 'Jonas', 'Kavya', 'Kenji', 'Kiran', 'Lara', 'Leela', 'Lena', 'Liam', 'Lina', 'Lucas',
  'Maya', 'Meera', 'Mia', 'Nadia', 'Naveen', 'Neha', 'Nikhil', 'Noah', 'Noor', 'Olivia', 'Omar', 'Pooja', 'Priya', 'Rahul',
  'Ravi', 'Rohan', 'Rosa', 'Ruby', 'Saanvi', 'Samira', 'Sanjay', 'Sara', 'Shreya', 'Sofia', 'Suresh', 'Tara', 'Theo', 'Tom',
  'Uma', 'Vikram', 'Wei', 'Yara', 'Yusuf', 'Zara', 'Zoe',
] as const;

export const LAST_NAMES = [
  'Agarwal', 'Ahmed', 'Ali', 'Anderson', 'Banerjee', 'Bauer', 'Bhat', 'Bose', 'Brown', 'Chandra', 'Chen', 'Clark', 'Costa',
  'Das', 'Desai', 'Dubois', 'Evans', 'Fernandes', 'Fischer', 'Garcia', 'Ghosh', 'Gupta', 'Haddad', 'Hall', 'Iyer', 'Jain',
  'Janssen', 'Johnson', 'Joshi', 'Kapoor', 'Khan', 'Kulkarni', 'Kumar', 'Lee', 'Lewis', 'Lim', 'Malik', 'Martin', 'Mehta',
  'Menon', 'Meyer', 'Mishra', 'Moore', 'Mukherjee', 'Nair', 'Nakamura', 'Ng', 'Novak', 'Patel', 'Pillai', 'Rao', 'Reddy',
  'Roy', 'Sato', 'Schmidt', 'Shah', 'Sharma', 'Silva', 'Singh', 'Smith', 'Suzuki', 'Tan', 'Taylor', 'Thomas', 'Thompson',
  'Van Dijk', 'Varma', 'Weber', 'White', 'Williams', 'Wilson', 'Yadav', 'Young', 'Zhang',
] as const;

export const EMAIL_DOMAINS = ['example.com', 'example.org', 'example.net'] as const;

/** Countries of the shop's customers, their share of a hundred, and their cities. */
export const COUNTRIES = [
  { code: 'IN', weight: 50, cities: ['Pune', 'Mumbai', 'Delhi', 'Bengaluru', 'Chennai', 'Hyderabad', 'Kolkata', 'Jaipur', 'Kochi', 'Ahmedabad'] },
  { code: 'GB', weight: 10, cities: ['London', 'Leeds', 'Bristol', 'Glasgow', 'Leicester'] },
  { code: 'US', weight: 10, cities: ['New York', 'Chicago', 'Austin', 'Seattle', 'Boston'] },
  { code: 'DE', weight: 6, cities: ['Berlin', 'Hamburg', 'Leipzig', 'Cologne'] },
  { code: 'FR', weight: 5, cities: ['Paris', 'Lyon', 'Nantes', 'Lille'] },
  { code: 'AE', weight: 4, cities: ['Dubai', 'Abu Dhabi', 'Sharjah'] },
  { code: 'SG', weight: 4, cities: ['Singapore'] },
  { code: 'AU', weight: 3, cities: ['Sydney', 'Melbourne', 'Perth'] },
  { code: 'CA', weight: 3, cities: ['Toronto', 'Vancouver', 'Calgary'] },
  { code: 'NL', weight: 2, cities: ['Amsterdam', 'Utrecht', 'Rotterdam'] },
  { code: 'JP', weight: 2, cities: ['Tokyo', 'Osaka', 'Kyoto'] },
  { code: 'ZA', weight: 1, cities: ['Cape Town', 'Durban', 'Johannesburg'] },
] as const;

export const STREETS = [
  'Station Road', 'Market Street', 'Lake View', 'Garden Lane', 'Temple Road', 'Mill Lane', 'Hill Street', 'River Walk',
  'Park Avenue', 'Church Road', 'School Lane', 'Harbour Street', 'Orchard Road', 'Bridge Street', 'Palm Grove', 'Fort Road',
] as const;

export const SENTENCE_WORDS = [
  'the', 'parcel', 'arrived', 'quickly', 'tea', 'smells', 'fresh', 'and', 'warm', 'spices', 'taste', 'strong', 'good', 'box',
  'was', 'dented', 'but', 'nothing', 'broke', 'colour', 'is', 'deep', 'would', 'order', 'again', 'gift', 'for', 'my', 'mother',
  'kitchen', 'set', 'heavy', 'pan', 'cooks', 'evenly', 'cups', 'look', 'lovely', 'on', 'table', 'price', 'fair', 'delivery',
  'took', 'long', 'packing', 'careful', 'bowl', 'smaller', 'than', 'expected', 'quality', 'very', 'nice', 'saffron', 'cardamom',
] as const;

/** Browsers and programs by their share of a hundred visits. */
export const USER_AGENTS = [
  { weight: 34, text: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36' },
  { weight: 22, text: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36' },
  { weight: 16, text: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1' },
  { weight: 12, text: 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0' },
  { weight: 8, text: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15' },
  { weight: 5, text: 'Mozilla/5.0 (compatible; ExampleBot/2.1; +https://example.com/bot)' },
  { weight: 3, text: 'curl/8.9.1' },
] as const;
