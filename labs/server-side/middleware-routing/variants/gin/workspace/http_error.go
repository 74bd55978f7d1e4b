package main

// httpError is something that the client must be told.
type httpError struct {
	status  int
	message string
	// fields has a message for each field that is wrong, where it is about fields.
	fields map[string]string
}

func (e *httpError) Error() string { return e.message }
