module saffronlane.example/market

go 1.22
