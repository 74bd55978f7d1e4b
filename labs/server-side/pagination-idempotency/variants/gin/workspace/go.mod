module saffronlane.example/wholesale

go 1.24.0

require (
	github.com/gin-gonic/gin v1.10.1
	github.com/jackc/pgx/v5 v5.8.0
)
