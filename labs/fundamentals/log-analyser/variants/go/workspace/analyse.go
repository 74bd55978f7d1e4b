// Command analyse reads an access log and prints its figures as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	path := os.Args[1]

	// Read the log line by line here.

	report, err := json.Marshal(map[string]string{"log": path})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	fmt.Println(string(report))
}
