// Command analyse reads an access log line by line and prints its figures as JSON.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"os"
	"strconv"
	"strings"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 1 << 20

type report struct {
	Requests int   `json:"requests"`
	Bytes    int64 `json:"bytes"`
}

func analyse(log io.Reader) (report, error) {
	result := report{}
	all, err := io.ReadAll(log)
	if err != nil {
		return result, err
	}
	lines := bufio.NewScanner(strings.NewReader(string(all)))
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), " ")
		size := fields[9]
		result.Requests++
		if size != "-" {
			number, err := strconv.ParseInt(size, 10, 64)
			if err != nil {
				return result, err
			}
			result.Bytes += number
		}
	}
	return result, lines.Err()
}

func run(arguments []string) error {
	log, err := os.Open(arguments[0])
	if err != nil {
		return err
	}
	defer log.Close()
	result, err := analyse(log)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}
