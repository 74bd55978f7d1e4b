// Command analyse reads an access log line by line and prints its figures as JSON.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"os"
	"sort"
	"strconv"
	"strings"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 1 << 20

type page struct {
	Path  string `json:"path"`
	Count int    `json:"count"`
}

type report struct {
	Requests int            `json:"requests"`
	Bytes    int64          `json:"bytes"`
	Statuses map[string]int `json:"statuses"`
	TopPaths []page         `json:"top_paths"`
}

func analyse(log io.Reader) (report, error) {
	result := report{Statuses: map[string]int{}}
	paths := map[string]int{}
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), " ")
		target, status, size := fields[6], fields[8], fields[9]
		result.Requests++
		if size != "-" {
			number, err := strconv.ParseInt(size, 10, 64)
			if err != nil {
				return result, err
			}
			result.Bytes += number
		}
		result.Statuses[status[:1]+"xx"]++
		path, _, _ := strings.Cut(target, "?")
		paths[path]++
	}
	result.TopPaths = top(paths, 5)
	return result, lines.Err()
}

// top gives the paths that were asked for most; equal ones by name.
func top(paths map[string]int, most int) []page {
	pages := []page{}
	for path, count := range paths {
		pages = append(pages, page{path, count})
	}
	sort.Slice(pages, func(a, b int) bool {
		if pages[a].Count != pages[b].Count {
			return pages[a].Count > pages[b].Count
		}
		return pages[a].Path < pages[b].Path
	})
	if len(pages) > most {
		pages = pages[:most]
	}
	return pages
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
