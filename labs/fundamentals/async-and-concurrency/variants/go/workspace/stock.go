package main

import (
	"errors"
	"sync"
	"time"
)

// Stock is what is left of an article. Reading and writing take a while, and others may come in between.
// Nothing to change here.
type Stock struct {
	mutex                           sync.Mutex
	left, buyers, failures, reading int
	impatient                       bool
}

// Read tells how many are left.
func (s *Stock) Read() (int, error) {
	s.mutex.Lock()
	found := s.left
	if s.failures > 0 {
		s.failures--
		s.mutex.Unlock()
		return 0, errors.New("the stock could not be read")
	}
	s.reading++
	s.mutex.Unlock()
	for count := 0; s.lonely(count); count++ {
		time.Sleep(pause)
	}
	time.Sleep(5 * time.Millisecond)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.reading = max(0, s.reading-1)
	return found, nil
}

// lonely tells whether a reader that has looked so often still waits for others.
func (s *Stock) lonely(count int) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.impatient = s.impatient || count > looks/3
	return !s.impatient && s.reading < s.buyers
}

// Write writes how many are left now.
func (s *Stock) Write(left int) error {
	time.Sleep(2 * time.Millisecond)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.left = left
	return nil
}

// Replace writes only if still expected are left, in one step; it tells whether it wrote.
func (s *Stock) Replace(expected, left int) (bool, error) {
	time.Sleep(2 * time.Millisecond)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.left != expected {
		return false, nil
	}
	s.left = left
	return true, nil
}
