package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const columns = "id, sku, name, category, price_paise, stock"

// product is a row of the table, and what clients see of it.
type product struct {
	ID         int    `json:"id" db:"id"`
	SKU        string `json:"sku" db:"sku"`
	Name       string `json:"name" db:"name"`
	Category   string `json:"category" db:"category"`
	PricePaise int    `json:"price_paise" db:"price_paise"`
	Stock      int    `json:"stock" db:"stock"`
}

// api holds what the handlers share.
type api struct {
	db *pgxpool.Pool
}

// addProductRoutes adds everything under /products.
func (a *api) addProductRoutes(products *gin.RouterGroup) {
	products.GET("", a.listProducts)
	products.POST("", a.createProduct)
	products.GET("/:id", a.showProduct)
}

func (a *api) listProducts(c *gin.Context) {
	rows, err := a.db.Query(c, "SELECT "+columns+" FROM products ORDER BY id")
	if err != nil {
		answerError(c, err)
		return
	}
	items, err := pgx.CollectRows(rows, pgx.RowToStructByName[product])
	if err != nil {
		answerError(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": items})
}

func (a *api) createProduct(c *gin.Context) {
	var in productInput
	if !a.readProduct(c, &in) {
		return
	}
	stored, err := a.one(c, "INSERT INTO products (sku, name, category, price_paise, stock) VALUES ($1, $2, $3, $4, $5) RETURNING "+columns,
		in.SKU, in.Name, in.Category, in.PricePaise, in.stock())
	if err != nil {
		answerError(c, err)
		return
	}
	c.Header("Location", fmt.Sprintf("/products/%d", stored.ID))
	c.JSON(http.StatusCreated, stored)
}

func (a *api) showProduct(c *gin.Context) {
	found, err := a.find(c)
	if err != nil {
		answerError(c, err)
		return
	}
	c.JSON(http.StatusOK, found)
}

// readProduct reads the body and tests it. What is wrong with it is answered here; then it gives back false.
func (a *api) readProduct(c *gin.Context, in *productInput) bool {
	fields := map[string]string{}
	var wrongType *json.UnmarshalTypeError
	err := c.ShouldBindJSON(in)
	switch {
	case errors.As(err, &wrongType) && wrongType.Field != "":
		fields[wrongType.Field] = "must be of another type"
	case err != nil:
		c.JSON(http.StatusUnprocessableEntity, gin.H{"error": "The body can't be read as a product."})
		return false
	default:
		if fields, err = a.productErrors(c, *in); err != nil {
			answerError(c, err)
			return false
		}
	}
	if len(fields) == 0 {
		return true
	}
	c.JSON(http.StatusUnprocessableEntity, gin.H{"error": "The product is not valid.", "fields": fields})
	return false
}

// find gives the product of the URL. Where there is none, the error is pgx.ErrNoRows.
func (a *api) find(c *gin.Context) (product, error) {
	return a.one(c, "SELECT "+columns+" FROM products WHERE id = $1", productID(c))
}

// one runs a statement that gives one product. Where it gives none, the error is pgx.ErrNoRows.
func (a *api) one(c *gin.Context, sql string, args ...any) (product, error) {
	rows, err := a.db.Query(c, sql, args...)
	if err != nil {
		return product{}, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[product])
}

// productID is the id in the URL, which may be any text. What can't be an id is nil, and no row has the id NULL.
func productID(c *gin.Context) *int32 {
	id, err := strconv.ParseInt(c.Param("id"), 10, 32)
	if err != nil {
		return nil
	}
	short := int32(id)
	return &short
}

// answerError tells the client what happened; what is our fault goes into the log.
func answerError(c *gin.Context, err error) {
	if errors.Is(err, pgx.ErrNoRows) {
		c.JSON(http.StatusNotFound, gin.H{"error": "There is no product " + c.Param("id") + "."})
		return
	}
	log.Print(err)
	c.Status(http.StatusInternalServerError)
}
