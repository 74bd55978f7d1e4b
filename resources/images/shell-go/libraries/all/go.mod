module backbench.invalid/all

go 1.24.0

require (
	github.com/coder/websocket v1.8.15
	github.com/gin-gonic/gin v1.10.1
	github.com/jackc/pgx/v5 v5.8.0
	github.com/redis/go-redis/v9 v9.17.2
)
