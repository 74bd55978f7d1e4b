module saffronlane.example/checkout

go 1.22
