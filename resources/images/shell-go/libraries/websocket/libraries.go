// Package libraries imports what Go labs may import together.
package libraries

import (
	_ "github.com/coder/websocket"
	_ "github.com/coder/websocket/wsjson"
)
