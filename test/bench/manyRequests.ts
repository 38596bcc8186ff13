/** Makes a large request file: every request ten lines, half of them cancelling an event and half a booking. */

/** The text of a request file with so many requests. */
export function manyRequests(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? cancelEvent(index) : cancelBooking(index),
  ).join("");
}

function cancelEvent(index: number): string {
  return `### Cancel event ${index}
# @name event${index}
# @note
POST https://graph.microsoft.com/v1.0/me/events/AAMkAGI1AAAt9AHj${index}%3D/cancel
Content-Type: application/json

{
  "comment": "We are closed on day ${index}, sorry."
}

`;
}

function cancelBooking(index: number): string {
  return `### Cancel booking ${index}
# @name booking${index}
# @note
POST https://graph.microsoft.com/v1.0/solutions/bookingBusinesses/dental@contoso.com/appointments/AAMkADKo${index}%3D/cancel
Content-Type: application/json

{
  "cancellationMessage": "Your appointment ${index} cannot take place."
}

`;
}
