module saffronlane.example/growth

go 1.22
