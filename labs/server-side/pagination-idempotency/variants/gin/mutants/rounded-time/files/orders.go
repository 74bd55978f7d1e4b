package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const columns = "id, customer_id, sku, quantity, status, total_paise, version, ordered_at"

// order is a row of the table, and what clients see of it.
type order struct {
	ID         int       `json:"id" db:"id"`
	CustomerID int       `json:"customer_id" db:"customer_id"`
	SKU        string    `json:"sku" db:"sku"`
	Quantity   int       `json:"quantity" db:"quantity"`
	Status     string    `json:"status" db:"status"`
	TotalPaise int       `json:"total_paise" db:"total_paise"`
	Version    int       `json:"version" db:"version"`
	OrderedAt  time.Time `json:"ordered_at" db:"ordered_at"`
}

// api holds what the handlers share.
type api struct {
	db *pgxpool.Pool
}

// querier is the pool, or one transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// addOrderRoutes adds everything under /orders.
func (a *api) addOrderRoutes(orders *gin.RouterGroup) {
	orders.GET("", a.listOrders)
	orders.POST("", a.createOrder)
	orders.GET("/:id", a.showOrder)
	orders.PATCH("/:id", a.changeOrder)
}

func (a *api) listOrders(c *gin.Context) {
	fields := map[string]string{}
	limit, ok := wholeNumber(c.DefaultQuery("limit", "20"), 1, 100)
	if !ok {
		fields["limit"] = "must be a whole number from 1 to 100"
	}
	// Without a cursor the place is NULL, and the condition holds for every row.
	var after struct {
		orderedAt *time.Time
		id        *int
	}
	if text, sent := c.GetQuery("cursor"); sent {
		found, err := readCursor(text)
		if err != nil {
			fields["cursor"] = "must be the next_cursor of an earlier answer"
		}
		after.orderedAt, after.id = &found.OrderedAt, &found.ID
	}
	if len(fields) > 0 {
		_ = c.Error(&apiError{http.StatusBadRequest, "The query is not valid.", fields})
		return
	}
	// One more than is asked for: whether it comes tells if there is a next page.
	items, err := list(c, a.db, "SELECT "+columns+` FROM orders
		WHERE $1::timestamptz IS NULL OR (ordered_at, id) < ($1::timestamptz, $2::integer)
		ORDER BY ordered_at DESC, id DESC LIMIT $3`, after.orderedAt, after.id, limit+1)
	if err != nil {
		_ = c.Error(err)
		return
	}
	answerPage(c, items, limit)
}

// answerPage sends at most limit orders, and the cursor of the last one if there are more.
func answerPage(c *gin.Context, items []order, limit int) {
	var next *string
	if len(items) > limit {
		items = items[:limit]
		text := makeCursor(items[limit-1])
		next = &text
	}
	c.JSON(http.StatusOK, gin.H{"items": items, "next_cursor": next})
}

func (a *api) createOrder(c *gin.Context) {
	in, err := readOrder(c)
	if err != nil {
		_ = c.Error(err)
		return
	}
	stored, err := insertOrder(c, a.db, in)
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.Header("Location", fmt.Sprintf("/orders/%d", stored.ID))
	c.JSON(http.StatusCreated, stored)
}

func (a *api) showOrder(c *gin.Context) {
	found, err := a.find(c)
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, found)
}

func (a *api) changeOrder(c *gin.Context) {
	before, err := a.find(c)
	if err != nil {
		_ = c.Error(err)
		return
	}
	in, err := readChange(c, before)
	if err != nil {
		_ = c.Error(err)
		return
	}
	stored, err := one(c, a.db, `UPDATE orders
		SET status = $2, quantity = $3, total_paise = total_paise / quantity * $3, version = version + 1
		WHERE id = $1 RETURNING `+columns, before.ID, in.Status, in.Quantity)
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, stored)
}

// readOrder reads and tests a new order.
func readOrder(c *gin.Context) (orderInput, error) {
	var in orderInput
	if err := c.ShouldBindJSON(&in); err != nil {
		return in, unreadable(err)
	}
	return in, in.problem()
}

// readChange reads the body over what is stored: only the fields that it names change.
func readChange(c *gin.Context, before order) (changeInput, error) {
	in := changeInput{Status: before.Status, Quantity: before.Quantity}
	if err := c.ShouldBindJSON(&in); err != nil {
		return in, unreadable(err)
	}
	return in, in.problem()
}

// unreadable is a value of another type, by its field, or a body that is no JSON at all.
func unreadable(err error) error {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) && wrongType.Field != "" {
		return refusal(map[string]string{wrongType.Field: "must be of another type"})
	}
	return &apiError{status: http.StatusBadRequest, message: "The body can't be read."}
}

// insertOrder takes the price from the product. No row means that the partner or the product does not exist.
func insertOrder(c *gin.Context, db querier, in orderInput) (order, error) {
	stored, err := one(c, db, `INSERT INTO orders (customer_id, sku, quantity, total_paise, ordered_at)
		SELECT customers.id, products.sku, $3::integer, products.price_paise * $3::integer, coalesce($4::timestamptz, now())
		FROM customers, products WHERE customers.id = $1 AND products.sku = $2
		RETURNING `+columns, in.CustomerID, in.SKU, in.Quantity, in.OrderedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		err = refusal(map[string]string{"sku": "or customer_id: there is no such partner or product"})
	}
	return stored, err
}

// find gives the order of the URL.
func (a *api) find(c *gin.Context) (order, error) {
	err := pgx.ErrNoRows
	var found order
	if id, ok := wholeNumber(c.Param("id"), 1, math.MaxInt32); ok {
		found, err = one(c, a.db, "SELECT "+columns+" FROM orders WHERE id = $1", id)
	}
	if errors.Is(err, pgx.ErrNoRows) {
		err = &apiError{status: http.StatusNotFound, message: "There is no order " + c.Param("id") + "."}
	}
	return found, err
}

// list runs a statement that gives orders.
func list(c *gin.Context, db querier, sql string, args ...any) ([]order, error) {
	rows, err := db.Query(c, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, inUTC)
}

// one runs a statement that gives one order. Where it gives none, the error is pgx.ErrNoRows.
func one(c *gin.Context, db querier, sql string, args ...any) (order, error) {
	rows, err := db.Query(c, sql, args...)
	if err != nil {
		return order{}, err
	}
	return pgx.CollectExactlyOneRow(rows, inUTC)
}

// inUTC reads a row; its time is shown in UTC, wherever this machine is.
func inUTC(row pgx.CollectableRow) (order, error) {
	found, err := pgx.RowToStructByName[order](row)
	found.OrderedAt = found.OrderedAt.UTC()
	return found, err
}
