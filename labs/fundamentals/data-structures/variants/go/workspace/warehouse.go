// Command warehouse runs your structures: it reads operations from standard input, one a line, and prints what comes
// out. "measure" compares the time of one operation when few and when many items are there. Nothing to change here.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	few  = 2_000
	many = 64_000
	// operations of one round. They are timed in small batches, and the quickest batch counts: the machine has other work, too.
	operations = 500
	batchSize  = 50
	rounds     = 9
	// roundLimit cuts a round short that takes longer: what is known by then is enough.
	roundLimit = 1500 * time.Millisecond
	fillLimit  = 6 * time.Second
)

// work has adds calls of fill before it; then step is one operation that is timed.
type work struct {
	adds int
	fill func(i int)
	step func(i int)
}

func queueWork(n int) work {
	line := NewPackingLine()
	order := func(i int) string { return "order-" + strconv.Itoa(i) }
	return work{
		adds: n,
		fill: func(i int) { line.Add(order(i)) },
		step: func(i int) {
			got, ok := line.Take()
			expect(got, ok, order(i), true)
			line.Add(order(n + i))
		},
	}
}

func cacheWork(n int) work {
	cache := NewPageCache(n)
	page := func(i int) string { return "page-" + strconv.Itoa(i) }
	adds := n * 3 / 2
	return work{
		adds: adds,
		fill: func(i int) { cache.Put(page(i), page(i)) },
		step: func(i int) {
			got, ok := cache.Get(page(n + i))
			expect(got, ok, page(n+i), true)
			cache.Put(page(adds+i), page(adds+i))
			got, ok = cache.Get(page(n/2 + i))
			expect(got, ok, "", false)
		},
	}
}

func dispatchWork(n int) work {
	waiting := NewDispatchList()
	last := 0
	// The same scattered numbers on every machine.
	scattered := func(i int) int { return i * 7919 % 10_007 }
	return work{
		adds: n,
		fill: func(i int) { waiting.Add(strconv.Itoa(scattered(i)), scattered(i)) },
		step: func(i int) {
			order, ok := waiting.Take()
			due, err := strconv.Atoi(order)
			if !ok || err != nil || due < last {
				fail(fmt.Sprintf("take gave an order that is due at %q after one that is due at %d", order, last))
			}
			last = due
			next := due + scattered(i)
			waiting.Add(strconv.Itoa(next), next)
		},
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, "measure: "+message)
	os.Exit(1)
}

func expect(got string, ok bool, wanted string, wantedOk bool) {
	if got != wanted || ok != wantedOk {
		fail(fmt.Sprintf("got %q, %t, expected %q, %t", got, ok, wanted, wantedOk))
	}
}

// timeOfOne gives the nanoseconds of one operation.
func timeOfOne(w work) float64 {
	begin := time.Now()
	batch := begin
	for i := 0; i < w.adds; i++ {
		w.fill(i)
		if i%64 == 63 {
			now := time.Now()
			if now.Sub(begin) > fillLimit {
				return float64(now.Sub(batch)) / 64
			}
			batch = now
		}
	}
	// The first one may have put-off work to do, such as turning the whole line around once; it is not timed.
	w.step(0)
	start := time.Now()
	quickest := math.Inf(1)
	for done := 0; done < operations && time.Since(start) < roundLimit; {
		from := time.Now()
		for i := 0; i < batchSize; i++ {
			done++
			w.step(done)
		}
		quickest = min(quickest, float64(time.Since(from))/batchSize)
	}
	return quickest
}

func measure(structure string, make func(n int) work) error {
	nsFew, nsMany := math.Inf(1), math.Inf(1)
	begin := time.Now()
	for round := 0; round < rounds && time.Since(begin) < 2*roundLimit; round++ {
		nsFew = min(nsFew, timeOfOne(make(few)))
		nsMany = min(nsMany, timeOfOne(make(many)))
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"structure": structure, "few": few, "many": many, "ns_few": math.Round(nsFew), "ns_many": math.Round(nsMany),
		"times_slower": math.Round(nsMany/nsFew*10) / 10,
	})
}

// play does each operation of standard input, and prints what those give that give something.
func play(does func(words []string) (string, bool)) error {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 {
			continue
		}
		result, ok := does(words)
		if words[0] == "add" || words[0] == "put" {
			continue
		}
		if !ok {
			result = "-"
		}
		fmt.Println(result)
	}
	return lines.Err()
}

func playQueue() error {
	line := NewPackingLine()
	return play(func(words []string) (string, bool) {
		switch words[0] {
		case "add":
			line.Add(words[1])
			return "", true
		case "size":
			return strconv.Itoa(line.Len()), true
		default:
			return line.Take()
		}
	})
}

func playCache(capacity int) error {
	cache := NewPageCache(capacity)
	return play(func(words []string) (string, bool) {
		if words[0] == "put" {
			cache.Put(words[1], words[2])
			return "", true
		}
		return cache.Get(words[1])
	})
}

func playDispatch() error {
	waiting := NewDispatchList()
	return play(func(words []string) (string, bool) {
		if words[0] != "add" {
			return waiting.Take()
		}
		due, err := strconv.Atoi(words[2])
		if err != nil {
			fail(err.Error())
		}
		waiting.Add(words[1], due)
		return "", true
	})
}

func run(arguments []string) error {
	switch strings.Join(arguments, " ") {
	case "queue":
		return playQueue()
	case "dispatch":
		return playDispatch()
	case "measure queue":
		return measure("queue", queueWork)
	case "measure cache":
		return measure("cache", cacheWork)
	case "measure dispatch":
		return measure("dispatch", dispatchWork)
	}
	if len(arguments) == 2 && arguments[0] == "cache" {
		capacity, err := strconv.Atoi(arguments[1])
		if err != nil {
			return err
		}
		return playCache(capacity)
	}
	return fmt.Errorf("usage: warehouse (queue | cache CAPACITY | dispatch) < operations, or: warehouse measure (queue | cache | dispatch)")
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
