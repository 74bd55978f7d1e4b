package main

import (
	"encoding/json"
	"errors"
	"fmt"
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

// A filter that is not asked for is NULL, and then its condition holds for every row.
const filter = "(@category::text IS NULL OR category = @category)"

// addProductRoutes adds everything under /products.
func (a *api) addProductRoutes(products *gin.RouterGroup) {
	products.GET("", a.listProducts)
	products.POST("", a.createProduct)
	products.GET("/:id", a.showProduct)
	products.PUT("/:id", a.replaceProduct)
	products.PATCH("/:id", a.changeProduct)
	products.DELETE("/:id", a.removeProduct)
}

func (a *api) listProducts(c *gin.Context) {
	page, fields := pageOf(c)
	if len(fields) > 0 {
		c.JSON(http.StatusBadRequest, gin.H{"error": "The query is not valid.", "fields": fields})
		return
	}
	wanted := pgx.NamedArgs{"category": optional(c, "category"), "limit": page.Limit, "offset": page.Offset}
	var total int
	if err := a.db.QueryRow(c, "SELECT count(*) FROM products WHERE "+filter, wanted).Scan(&total); err != nil {
		_ = c.Error(err)
		return
	}
	rows, err := a.db.Query(c, "SELECT "+columns+" FROM products WHERE "+filter+" ORDER BY id LIMIT @limit OFFSET @offset", wanted)
	if err != nil {
		_ = c.Error(err)
		return
	}
	items, err := pgx.CollectRows(rows, pgx.RowToStructByName[product])
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": items, "total": total, "limit": page.Limit, "offset": page.Offset})
}

func (a *api) createProduct(c *gin.Context) {
	var in productInput
	if !a.readProduct(c, &in) {
		return
	}
	stored, err := a.one(c, "INSERT INTO products (sku, name, category, price_paise, stock) VALUES ($1, $2, $3, $4, $5) RETURNING "+columns,
		in.SKU, in.Name, in.Category, in.PricePaise, in.stock())
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.Header("Location", fmt.Sprintf("/products/%d", stored.ID))
	c.JSON(http.StatusCreated, stored)
}

func (a *api) showProduct(c *gin.Context) {
	found, err := a.find(c)
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, found)
}

func (a *api) replaceProduct(c *gin.Context) {
	a.replace(c, productInput{})
}

func (a *api) changeProduct(c *gin.Context) {
	before, err := a.find(c)
	if err != nil {
		_ = c.Error(err)
		return
	}
	// The body is read over what is stored: only the fields that it names change.
	a.replace(c, productInput{&before.SKU, &before.Name, &before.Category, &before.PricePaise, &before.Stock})
}

func (a *api) removeProduct(c *gin.Context) {
	removed, err := a.db.Exec(c, "DELETE FROM products WHERE id = $1", productID(c))
	if err == nil && removed.RowsAffected() == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.Status(http.StatusNoContent)
}

// replace reads the body over what is given, and stores the result as the product of the URL, if it is valid.
func (a *api) replace(c *gin.Context, in productInput) {
	if !a.readProduct(c, &in) {
		return
	}
	stored, err := a.one(c, "UPDATE products SET sku = $2, name = $3, category = $4, price_paise = $5, stock = $6 WHERE id = $1 RETURNING "+columns,
		productID(c), in.SKU, in.Name, in.Category, in.PricePaise, in.stock())
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, stored)
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
		_ = c.Error(badRequest{err})
		return false
	default:
		if fields, err = a.productErrors(c, *in); err != nil {
			_ = c.Error(err)
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
