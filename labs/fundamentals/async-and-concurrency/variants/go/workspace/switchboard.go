package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// looks is how often a call that waits for others looks whether somebody came, and pause the time between two looks: about a
// second. Looks are counted and not milliseconds, so that a slow machine gives everybody their chance. Once in vain, and
// nobody waits any more.
const (
	looks = 100
	pause = 10 * time.Millisecond
)

// linger is how long a switchboard that refuses calls waits for one too many, when its limit is reached for the first time.
const linger = 150 * time.Millisecond

var cities = []string{"Kochi", "Pune", "Jaipur", "Srinagar", "Munnar", "Coonoor", "Guntur", "Unjha", "Erode", "Sangli", "Nagpur", "Indore"}

// Supplier is somebody who is asked for a price.
type Supplier struct {
	Name  string
	board *switchboard
	kind  string
	price int
}

// Price waits for the answer. It hangs up, and gives an error, when the context ends.
func (s Supplier) Price(ctx context.Context) (int, error) {
	if err := s.board.call(ctx, s.kind); err != nil {
		return 0, fmt.Errorf("%s: %w", s.Name, err)
	}
	return s.price, nil
}

// switchboard is that of the suppliers. It answers as soon as as many calls are open as the test wants to see.
// Nothing to change here.
type switchboard struct {
	suppliers, limit     int
	refuse               bool
	mutex                sync.Mutex
	open, most, answered int
	moves                int // calls that began, calls that ended
	heldUp, impatient    bool
	lingering, lingered  bool
	waiting              []chan struct{}
}

func (b *switchboard) supplier(i int, kind string) Supplier {
	return Supplier{cities[i], b, kind, 300 + 17*i}
}

func (b *switchboard) openCalls() int {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.open
}

func (b *switchboard) call(ctx context.Context, kind string) error {
	b.mutex.Lock()
	if b.refuse && b.open >= b.limit {
		defer b.mutex.Unlock()
		return fmt.Errorf("refused: %d calls are open already", b.open)
	}
	b.open++
	b.moves++
	b.most = max(b.most, b.open)
	b.mutex.Unlock()
	defer func() {
		b.mutex.Lock()
		defer b.mutex.Unlock()
		b.open--
		b.moves++
		b.answered++
		b.answerIfEnough()
	}()
	switch kind {
	case "fails":
		return errors.New("the line is dead")
	case "silent":
		<-ctx.Done()
		return ctx.Err()
	case "held":
		return b.hold(ctx)
	default:
		return b.wait(ctx)
	}
}

func (b *switchboard) hold(ctx context.Context) error {
	for count, seen := 0, 0; count < looks; count++ {
		b.mutex.Lock()
		done, moves := b.answered >= b.suppliers-1, b.moves
		b.mutex.Unlock()
		if done || ctx.Err() != nil {
			return ctx.Err()
		}
		if moves != seen {
			count, seen = 0, moves
		}
		time.Sleep(pause)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.heldUp = true
	return nil
}

func (b *switchboard) wait(ctx context.Context) error {
	answer := make(chan struct{})
	b.mutex.Lock()
	b.waiting = append(b.waiting, answer)
	b.answerIfEnough()
	b.mutex.Unlock()
	for count, seen := 0, 0; count < looks; count++ {
		// Whoever has an answer already takes it, even if the time is over as well.
		select {
		case <-answer:
			return nil
		default:
		}
		select {
		case <-answer:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		b.mutex.Lock()
		if b.moves != seen {
			count, seen = 0, b.moves
		}
		b.mutex.Unlock()
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.impatient = true
	b.answerIfEnough()
	return nil
}

// answerIfEnough answers all who wait, in reverse order: who was asked last answers first. The caller holds the mutex.
func (b *switchboard) answerIfEnough() {
	if !b.impatient && b.open < min(b.limit, b.suppliers-b.answered) {
		return
	}
	if b.lingering {
		return
	}
	if b.refuse && !b.lingered {
		b.lingering, b.lingered = true, true
		time.AfterFunc(linger, func() {
			b.mutex.Lock()
			defer b.mutex.Unlock()
			b.lingering = false
			b.answerIfEnough()
		})
		return
	}
	waiting := b.waiting
	b.waiting = nil
	if len(waiting) == 0 {
		return
	}
	close(waiting[len(waiting)-1])
	go func() {
		for i := len(waiting) - 2; i >= 0; i-- {
			time.Sleep(2 * time.Millisecond)
			close(waiting[i])
		}
	}()
}
