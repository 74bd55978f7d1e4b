// Command analyse reads an access log line by line and prints its figures as JSON.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 1 << 20

var linePattern = regexp.MustCompile(`^\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ (\S+) HTTP/[\d.]+" (\d{3}) (\d+|-) "[^"]*" "[^"]*" (\d+)$`)

type page struct {
	Path  string `json:"path"`
	Count int    `json:"count"`
}

type report struct {
	Requests   int             `json:"requests"`
	Bytes      int64           `json:"bytes"`
	Statuses   map[string]int  `json:"statuses"`
	TopPaths   []page          `json:"top_paths"`
	Unreadable int             `json:"unreadable"`
	Duration   map[string]*int `json:"duration_ms"`
}

func analyse(log io.Reader) (report, error) {
	result := report{Statuses: map[string]int{}}
	paths := map[string]int{}
	durations := map[int]int{}
	kept := []string{}
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		found := linePattern.FindStringSubmatch(lines.Text())
		if found == nil {
			result.Unreadable++
			continue
		}
		target, status, size := found[1], found[2], found[3]
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
		duration, err := strconv.Atoi(found[4])
		if err != nil {
			return result, err
		}
		durations[duration]++
		kept = append(kept, lines.Text())
	}
	result.TopPaths = top(paths, 5)
	result.Duration = map[string]*int{
		"p50": percentile(durations, result.Requests, 50),
		"p95": percentile(durations, result.Requests, 95),
		"p99": percentile(durations, result.Requests, 99),
	}
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

// percentile gives the nearest rank: the smallest duration that this share of all requests does not exceed.
func percentile(counts map[int]int, total, share int) *int {
	durations := make([]int, 0, len(counts))
	for duration := range counts {
		durations = append(durations, duration)
	}
	sort.Ints(durations)
	rank := (share*total + 99) / 100
	seen := 0
	for _, duration := range durations {
		seen += counts[duration]
		if seen >= rank {
			return &duration
		}
	}
	return nil
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
