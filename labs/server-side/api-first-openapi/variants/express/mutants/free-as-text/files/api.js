// The routes that the document describes.
import { Router } from 'express';
import { book, findBooking, findSlot, listSlots } from './delivery.js';

export const api = Router();

api.get('/slots', (request, response) => {
  response.json({ items: listSlots(request.query.day).map((slot) => ({ ...slot, free: `${slot.free} free` })) });
});

api.get('/slots/:id', (request, response) => {
  const slot = findSlot(Number(request.params.id));
  if (slot === undefined) return response.status(404).json({ error: 'There is no such slot.' });
  response.json(slot);
});

api.post('/bookings', (request, response) => {
  const slot = findSlot(request.body.slot_id);
  if (slot === undefined) return response.status(404).json({ error: 'There is no such slot.' });
  const booking = book(slot, request.body);
  if (booking === null) return response.status(409).json({ error: 'This slot is full.' });
  response.status(201).location(`/bookings/${booking.id}`).json(booking);
});

api.get('/bookings/:id', (request, response) => {
  const booking = findBooking(Number(request.params.id));
  if (booking === undefined) return response.status(404).json({ error: 'There is no such booking.' });
  response.json(booking);
});
