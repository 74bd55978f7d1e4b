package main

import (
	"errors"
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
)

// item is what lies on a shelf.
type item struct {
	SKU   string `json:"sku"`
	Name  string `json:"name"`
	Stock int    `json:"stock"`
}

// shelves are in the order of the list. A real desk keeps them in a database. Handlers run at the same time.
var (
	shelvesLock sync.Mutex
	shelves     = []item{
		{"TEA-2001", "Assam Breakfast 250 g", 264},
		{"TEA-2004", "Masala Chai 250 g", 320},
		{"SPI-1011", "Pink Peppercorns 40 g", 0},
	}
)

// addStockRoutes adds everything under /stock. You need not change this file, but for the layers before a route.
func addStockRoutes(stock *gin.RouterGroup) {
	stock.GET("", listItems)
	stock.GET("/:sku", showItem)
	stock.GET("/:sku/label", labelItem)
	stock.POST("/:sku/counts", requireToken, limitBody, countItem)
}

func listItems(c *gin.Context) {
	shelvesLock.Lock()
	defer shelvesLock.Unlock()
	c.JSON(http.StatusOK, gin.H{"items": shelves})
}

func showItem(c *gin.Context) {
	shelvesLock.Lock()
	defer shelvesLock.Unlock()
	if found := itemOf(c); found != nil {
		c.JSON(http.StatusOK, found)
	}
}

// countItem: somebody has counted the shelf.
func countItem(c *gin.Context) {
	var in struct {
		Count *int `json:"count"`
	}
	if err := c.ShouldBindJSON(&in); err != nil {
		fail(c, unreadable(err))
		return
	}
	if in.Count == nil || *in.Count < 0 {
		fail(c, &httpError{http.StatusUnprocessableEntity, "The count is not valid.", map[string]string{"count": "must be a whole number from 0"}})
		return
	}
	shelvesLock.Lock()
	defer shelvesLock.Unlock()
	if found := itemOf(c); found != nil {
		found.Stock = *in.Count
		c.JSON(http.StatusOK, found)
	}
}

// labelItem prints a label for the shelf.
func labelItem(c *gin.Context) {
	shelvesLock.Lock()
	defer shelvesLock.Unlock()
	found := itemOf(c)
	if found == nil {
		return
	}
	printed, err := printLabel(*found)
	if err != nil {
		fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"printed": printed})
}

// itemOf gives the item of the URL; where there is none, it reports 404 and gives nil. The shelves are locked.
func itemOf(c *gin.Context) *item {
	for i := range shelves {
		if shelves[i].SKU == c.Param("sku") {
			return &shelves[i]
		}
	}
	fail(c, &httpError{status: http.StatusNotFound, message: "There is no product " + c.Param("sku") + "."})
	return nil
}

// unreadable is a body that is too large, or no JSON.
func unreadable(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &httpError{status: http.StatusRequestEntityTooLarge, message: "The body is too large."}
	}
	return &httpError{status: http.StatusBadRequest, message: "The body can't be read."}
}

// fail reports what went wrong: c.Errors has it afterwards, and the status is set. Nothing is sent yet.
func fail(c *gin.Context, err error) {
	status := http.StatusInternalServerError
	var known *httpError
	if errors.As(err, &known) {
		status = known.status
	}
	c.Status(status)
	_ = c.Error(err)
}
