module backbench.invalid/gin-redis

go 1.24.0

require (
	github.com/gin-gonic/gin v1.10.1
	github.com/redis/go-redis/v9 v9.17.2
)
