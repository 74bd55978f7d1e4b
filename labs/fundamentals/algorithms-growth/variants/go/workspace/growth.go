// Command growth runs what you write on small inputs, and measures how its cost grows. Nothing to change here.
package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	sizes     = []int{1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000}
	joinSizes = []int{1_000, 2_000, 4_000, 8_000}
)

// joinTime is how long one size of the join is timed; the quickest run counts.
const joinTime = 250 * time.Millisecond

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "growth: "+format+"\n", values...)
	os.Exit(1)
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		fail("%v", err)
	}
	return value
}

func decimal(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		fail("%v", err)
	}
	return value
}

func input() []string {
	var found []string
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			found = append(found, line)
		}
	}
	return found
}

// scattered gives numbers that look random and are the same on every machine.
func scattered() func() int {
	x := 1
	return func() int {
		x = x * 16_807 % 2_147_483_647
		return x
	}
}

func find(wanted []string) {
	var numbers []int
	for _, line := range input() {
		numbers = append(numbers, number(line))
	}
	for _, text := range wanted {
		each := number(text)
		fmt.Println(each, linearSearch(&Shelf{numbers: numbers}, each), binarySearch(&Shelf{numbers: numbers}, each))
	}
}

// mostLooks gives the most looks that a search needs, over some places and a number that is not there.
func mostLooks(name string, search func(*Shelf, int) int, numbers []int) int {
	most := 0
	size := len(numbers)
	for _, place := range []int{0, 1, size / 2, size - 2, size - 1, -1} {
		shelf := &Shelf{numbers: numbers}
		wanted := 10_000 + 2*size
		if place >= 0 {
			wanted = numbers[place]
		}
		if found := search(shelf, wanted); found != place {
			fail("%s gave %d for %d, which is at %d", name, found, wanted, place)
		}
		most = max(most, shelf.looks)
	}
	return most
}

func measureSearch() {
	fmt.Println("items,linear,binary")
	for _, size := range sizes {
		numbers := make([]int, size)
		for i := range numbers {
			numbers[i] = 10_001 + 2*i
		}
		fmt.Printf("%d,%d,%d\n", size, mostLooks("linearSearch", linearSearch, numbers), mostLooks("binarySearch", binarySearch, numbers))
	}
}

func showBest(count int) {
	var products []Product
	for _, line := range input() {
		sku, sold, _ := strings.Cut(line, " ")
		products = append(products, Product{sku, number(sold)})
	}
	for _, product := range best(products, count, compare) {
		fmt.Println(product.SKU, product.Sold)
	}
}

func measureBest() {
	fmt.Println("items,comparisons,per_item")
	for _, size := range sizes {
		random := scattered()
		products := make([]Product, size)
		sold := make([]int, size)
		for i := range products {
			sold[i] = random()
			products[i] = Product{"TEA-" + strconv.Itoa(i), sold[i]}
		}
		comparisons := 0
		found := best(products, 10, func(a, b Product) int {
			comparisons++
			return b.Sold - a.Sold
		})
		slices.Sort(sold)
		slices.Reverse(sold)
		if len(found) != 10 || slices.ContainsFunc(found, func(each Product) bool { return !slices.Contains(sold[:10], each.Sold) }) {
			fail("the best ten of %d are not the best ten", size)
		}
		fmt.Printf("%d,%d,%.1f\n", size, comparisons, float64(comparisons)/float64(size))
	}
}

func showNames() {
	var orders []Order
	var customers []Customer
	for _, line := range input() {
		words := strings.SplitN(line, " ", 3)
		id := number(words[1])
		switch {
		case words[0] == "customer":
			customers = append(customers, Customer{id, words[2]})
		case words[2] == "-":
			orders = append(orders, Order{ID: id})
		default:
			orders = append(orders, Order{id, number(words[2])})
		}
	}
	for i, name := range customerNames(orders, customers) {
		fmt.Println(orders[i].ID, name)
	}
}

// quickestJoin gives the time of the quickest join of this size.
func quickestJoin(size int) time.Duration {
	random := scattered()
	customers := make([]Customer, size/2)
	for i := range customers {
		customers[i] = Customer{i + 1, "customer " + strconv.Itoa(i+1)}
	}
	orders := make([]Order, size)
	wanted := make([]string, size)
	for i := range orders {
		orders[i] = Order{10_001 + i, 1 + random()%len(customers)}
		wanted[i] = "customer " + strconv.Itoa(orders[i].CustomerID)
	}
	quickest := time.Duration(math.MaxInt64)
	for begin := time.Now(); time.Since(begin) < joinTime; {
		start := time.Now()
		names := customerNames(orders, customers)
		quickest = min(quickest, time.Since(start))
		if !slices.Equal(names, wanted) {
			fail("the names of %d orders are not right", size)
		}
	}
	return quickest
}

func measureJoin() {
	fmt.Println("orders,milliseconds,times_the_first")
	var first time.Duration
	for _, size := range joinSizes {
		quickest := quickestJoin(size)
		if first == 0 {
			first = quickest
		}
		fmt.Printf("%d,%.3f,%.1f\n", size, float64(quickest)/1e6, float64(quickest)/float64(first))
	}
}

func showForecast(items int) {
	var rows []Row
	for _, line := range input()[1:] {
		size, cost, _ := strings.Cut(line, ",")
		rows = append(rows, Row{decimal(size), decimal(cost)})
	}
	fmt.Printf("slope %.2f\n", slope(rows))
	fmt.Printf("%d items: %.0f\n", items, forecast(rows, float64(items)))
}

func main() {
	arguments := append(os.Args[1:], "", "")
	switch arguments[0] {
	case "find":
		find(os.Args[2:])
	case "search":
		measureSearch()
	case "best":
		showBest(number(arguments[1]))
	case "ranking":
		measureBest()
	case "names":
		showNames()
	case "joining":
		measureJoin()
	case "forecast":
		showForecast(number(arguments[1]))
	default:
		fmt.Fprintln(os.Stderr, "usage: growth (find NUMBER... | best COUNT | names | forecast ITEMS) < input, or: growth (search | ranking | joining)")
		os.Exit(2)
	}
}
