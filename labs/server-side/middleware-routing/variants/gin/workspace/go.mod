module saffronlane.example/desk

go 1.24.0

require github.com/gin-gonic/gin v1.10.1
