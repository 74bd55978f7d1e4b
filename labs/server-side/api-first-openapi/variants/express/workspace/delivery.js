// When Saffron Lane delivers, and who has booked. It is kept in memory; there is nothing to change in this file.

const TIMES = [['09:00', '11:00'], ['11:00', '13:00'], ['16:00', '18:00'], ['18:00', '20:00']];
/** The riders can take so many parcels in two hours. */
const CAPACITY = 2;

const slots = ['2026-07-01', '2026-07-02', '2026-07-03'].flatMap((day, place) =>
  TIMES.map(([from, to], index) => ({ id: place * TIMES.length + index + 1, day, from, to, free: CAPACITY })));
const bookings = [];

/** The slots of one day, the earliest first. */
export const listSlots = (day) => slots.filter((slot) => slot.day === day);

/** @returns undefined when there is no such slot */
export const findSlot = (id) => slots.find((slot) => slot.id === id);

/** @returns undefined when there is no such booking */
export const findBooking = (id) => bookings.find((booking) => booking.id === id);

/** Books a slot that has room. @returns the booking, or null when the slot is full */
export function book(slot, { name, phone }) {
  if (slot.free === 0) return null;
  slot.free -= 1;
  const booking = { id: bookings.length + 1, slot_id: slot.id, name, ...(phone === undefined ? {} : { phone }) };
  bookings.push(booking);
  return booking;
}
