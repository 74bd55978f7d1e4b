module saffronlane.example/warehouse

go 1.22
