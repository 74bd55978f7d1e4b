// The notifications, kept in a stream of Redis. Each has an id that grows, such as 1782813000000-0.
package main

import (
	"context"
	"errors"
	"os"
	"regexp"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// About so many are kept; older ones are dropped.
	kept = 10_000
	// longestWait is how long wait waits at a time.
	longestWait = 5 * time.Second
)

type notification struct {
	ID    string `json:"id"`
	Topic string `json:"topic"`
	Text  string `json:"text"`
}

type store struct {
	redis  *redis.Client
	stream string
}

// openStore connects to Redis. REDIS_URL says where it is and who we are; your terminal has it set.
func openStore(ctx context.Context) (*store, error) {
	options, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		return nil, err
	}
	stream := os.Getenv("STREAM")
	if stream == "" {
		stream = "notifications"
	}
	// The client takes a connection out of a pool for each command, so one that waits holds up nobody else.
	client := redis.NewClient(options)
	return &store{redis: client, stream: stream}, client.Ping(ctx).Err()
}

// add stores a notification and gives it back with its id.
func (s *store) add(ctx context.Context, topic, text string) (notification, error) {
	id, err := s.redis.XAdd(ctx, &redis.XAddArgs{
		Stream: s.stream, MaxLen: kept, Approx: true, Values: []string{"topic", topic, "text", text},
	}).Result()
	return notification{ID: id, Topic: topic, Text: text}, err
}

// after gives the notifications after this id, oldest first, at most count.
func (s *store) after(ctx context.Context, id string, count int64) ([]notification, error) {
	messages, err := s.redis.XRangeN(ctx, s.stream, "("+id, "+", count).Result()
	return shown(messages), err
}

// lastID gives the id of the newest; 0-0 when there is none.
func (s *store) lastID(ctx context.Context) (string, error) {
	newest, err := s.redis.XRevRangeN(ctx, s.stream, "+", "-", 1).Result()
	if err != nil || len(newest) == 0 {
		return "0-0", err
	}
	return newest[0].ID, nil
}

// wait waits until there are notifications after this id, for at most five seconds. It gives them, oldest first, or none.
func (s *store) wait(ctx context.Context, id string) ([]notification, error) {
	found, err := s.redis.XRead(ctx, &redis.XReadArgs{Streams: []string{s.stream, id}, Count: 100, Block: longestWait}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return shown(found[0].Messages), nil
}

var idPattern = regexp.MustCompile(`^[0-9]{1,15}-[0-9]{1,9}$`)

// isID tells whether this text is an id of the stream.
func isID(text string) bool {
	return idPattern.MatchString(text)
}

func shown(messages []redis.XMessage) []notification {
	items := make([]notification, len(messages))
	for i, message := range messages {
		topic, _ := message.Values["topic"].(string)
		text, _ := message.Values["text"].(string)
		items[i] = notification{ID: message.ID, Topic: topic, Text: text}
	}
	return items
}
