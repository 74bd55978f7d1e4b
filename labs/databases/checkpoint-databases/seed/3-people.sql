-- 2,000 customers. Every choice is a formula or a hash of the row number: the same people on every machine.

-- A whole number from 0 to n - 1 that belongs to the key.
CREATE OR REPLACE FUNCTION pg_temp.pick(key text, n integer) RETURNS integer LANGUAGE sql IMMUTABLE
  RETURN ('x' || substr(md5(key), 1, 7))::bit(28)::integer % n;

CREATE TEMPORARY TABLE place (low integer, high integer, country text, dial text, cities text[], firsts text[], lasts text[]);
INSERT INTO place VALUES
  (0, 49, 'IN', '+91', '{Pune,Mumbai,Bengaluru,Delhi,Chennai,Hyderabad,Kolkata,Ahmedabad,Jaipur,Kochi,Lucknow,Nagpur,Nashik,Indore}',
    '{Aarav,Aditi,Ananya,Arjun,Deepa,Farhan,Gauri,Harish,Isha,Kabir,Kavya,Lakshmi,Manish,Meera,Neha,Nikhil,Pooja,Priya,Rahul,Rohan,Sana,Sanjay,Sneha,Tanvi,Vikram,Zoya}',
    '{Agarwal,Bhat,Chopra,Das,Deshpande,Fernandes,Gokhale,Gupta,Iyer,Joshi,Kapoor,Khan,Kulkarni,Mehta,Menon,Mukherjee,Nair,Patel,Pillai,Rao,Reddy,Shah,Sharma,Singh,Verma}'),
  (50, 59, 'US', '+1', '{New York,Chicago,Seattle,Austin,Boston,Denver,Portland,San Jose}',
    '{Amy,Brian,Carla,David,Emily,Frank,Grace,Hannah,Jason,Karen,Luis,Maria,Nathan,Olivia,Peter,Rachel,Samuel,Tina}',
    '{Adams,Baker,Carter,Diaz,Evans,Foster,Garcia,Hughes,Johnson,Kim,Lopez,Miller,Nguyen,O''Brien,Parker,Reed,Turner,Walker}'),
  (60, 68, 'GB', '+44', '{London,Leeds,Bristol,Glasgow,Leicester,Manchester,Cardiff}',
    '{Alice,Ben,Charlotte,Daniel,Edith,George,Harriet,Imran,Jack,Lucy,Noah,Poppy,Ravi,Sophie,Thomas,Yasmin}',
    '{Ahmed,Bennett,Clarke,Davies,Ellis,Fletcher,Green,Hill,Jones,Lewis,Morgan,O''Neill,Patel,Shaw,Taylor,Wright}'),
  (69, 75, 'DE', '+49', '{Berlin,Hamburg,München,Köln,Leipzig,Stuttgart}',
    '{Anna,Bernd,Clara,Dieter,Elif,Florian,Greta,Jonas,Katrin,Lena,Matthias,Nina,Paul,Sabine,Timo,Ute}',
    '{Bauer,Becker,Fischer,Hoffmann,Klein,Koch,Krüger,Lange,Müller,Neumann,Richter,Schäfer,Schmidt,Vogel,Wagner,Yilmaz}'),
  (76, 80, 'FR', '+33', '{Paris,Lyon,Marseille,Nantes,Toulouse}',
    '{Agathe,Bruno,Camille,Denis,Elodie,Fabien,Hélène,Julien,Louise,Marc,Nadia,Pierre,Simon,Zoé}',
    '{Bernard,Chevalier,Dubois,Fontaine,Garnier,Lambert,Lefèvre,Martin,Moreau,Petit,Renard,Roux,Simon,Vidal}'),
  (81, 85, 'AE', '+971', '{Dubai,Abu Dhabi,Sharjah}',
    '{Ahmed,Aisha,Fatima,Hassan,Khalid,Layla,Mariam,Omar,Rashid,Salma,Sunil,Yusuf}',
    '{Al Farsi,Al Mansoori,Al Nuaimi,Haddad,Hussain,Karim,Mathew,Nasser,Rahman,Saleh,Thomas,Zaidi}'),
  (86, 88, 'SG', '+65', '{Singapore}',
    '{Chen,Hui Min,Jia,Kumar,Mei,Nurul,Rajesh,Wei,Xin,Yong}',
    '{Chua,Goh,Lee,Lim,Menon,Ng,Ong,Rahim,Tan,Wong}'),
  (89, 92, 'AU', '+61', '{Sydney,Melbourne,Brisbane,Perth}',
    '{Chloe,Dylan,Ella,Finn,Holly,Jarrah,Kirra,Liam,Mia,Ruby,Toby}',
    '{Anderson,Brown,Campbell,Kelly,Mitchell,Nguyen,Ryan,Scott,Stewart,Watson,Young}'),
  (93, 95, 'CA', '+1', '{Toronto,Montréal,Vancouver,Calgary}',
    '{Audrey,Claude,Ethan,Gurpreet,Isabelle,Jasmine,Logan,Noor,Owen,Sophie}',
    '{Bouchard,Gill,Grant,Lavoie,MacDonald,Roy,Sandhu,Thompson,Tremblay,Wilson}'),
  (96, 97, 'NL', '+31', '{Amsterdam,Rotterdam,Utrecht}',
    '{Bram,Daan,Femke,Joost,Lotte,Maaike,Sanne,Thijs}',
    '{de Boer,de Jong,Dekker,Jansen,Smit,van Dijk,Visser,Willems}'),
  (98, 98, 'JP', '+81', '{Tokyo,Osaka,Kyoto}',
    '{Aiko,Haruto,Kenji,Mei,Sakura,Yuki}', '{Ito,Kobayashi,Nakamura,Sato,Suzuki,Tanaka}'),
  (99, 99, 'ZA', '+27', '{Cape Town,Durban,Johannesburg}',
    '{Ayanda,Johan,Lerato,Nadine,Sipho,Thandi}', '{Botha,Dlamini,Govender,Naidoo,Nkosi,van Wyk}');

INSERT INTO customers (id, name, email, country, city, phone, newsletter, signed_up_on)
SELECT id, first || ' ' || last,
       regexp_replace(translate(lower(first || '.' || last), 'äöüéèô', 'aoueeo'), '[^a-z.]', '', 'g')
         || id || '@example.' || (ARRAY['com', 'org', 'net'])[1 + pg_temp.pick('mail' || id, 3)],
       country, city,
       CASE WHEN pg_temp.pick('phone' || id, 100) < 64
            THEN dial || ' 555 ' || lpad(pg_temp.pick('number' || id, 1000000)::text, 6, '0') END,
       pg_temp.pick('news' || id, 100) < 41,
       date '2024-01-01' + (id - 1) * 905 / 2000
FROM (
  SELECT id, country, dial,
         cities[1 + pg_temp.pick('city' || id, cardinality(cities))] AS city,
         firsts[1 + pg_temp.pick('first' || id, cardinality(firsts))] AS first,
         lasts[1 + pg_temp.pick('last' || id, cardinality(lasts))] AS last
  FROM generate_series(1, 2000) AS id
  JOIN place ON pg_temp.pick('country' || id, 100) BETWEEN low AND high
) AS person
ORDER BY id;
