/** Reads an access log and prints its figures as JSON. */
const path = process.argv[2];

// Read the log line by line here.

console.log(JSON.stringify({ log: path }));
