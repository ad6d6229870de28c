using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.Invoices;

/// <summary>
/// One invoice to look at and print, and those of a booking: for its player, for a guest with the booking's key, and for who looks after the
/// club's money. A booking that was handed over shows its new holder what was written since. For everybody else there is none.
/// </summary>
internal sealed class ShowReceipt(InvoiceReader reader, Visit visit, IBookingHolders holders)
{
    public static string PathOf(Guid id, string? key = null) => key is null ? $"/receipts/{id}" : $"/receipts/{id}?key={Uri.EscapeDataString(key)}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/receipts/{id:guid}", (Guid id, string? key, ShowReceipt page, CancellationToken stop) => page.OneAsync(id, key, stop));
        doors.Club.MapGet("/bookings/{id:guid}/receipts", (Guid id, string? key, ShowReceipt page, CancellationToken stop) => page.OfBookingAsync(id, key, stop));
    }

    /// <summary>The receipt, for whoever may see it.</summary>
    public async Task<Invoice?> FindAsync(Guid id, string? key, CancellationToken stop) =>
        await reader.FindAsync(id, stop) is { } invoice && May(invoice, invoice.BookingId is { } booking ? await SinceAsync(booking, key, stop) : null) ? invoice : null;

    /// <summary>What whoever asks may see of a booking's; <see langword="null"/> where nothing says that it is their business.</summary>
    public async Task<IReadOnlyList<Invoice>?> ListAsync(Guid booking, string? key, CancellationToken stop)
    {
        var since = await SinceAsync(booking, key, stop);
        var theirs = (await reader.OfBookingAsync(booking, stop)).Where(one => May(one, since)).ToList();
        return since is null && theirs.Count == 0 ? null : theirs;
    }

    private async Task<IResult> OneAsync(Guid id, string? key, CancellationToken stop) =>
        await FindAsync(id, key, stop) is { } invoice
            ? new RazorComponentResult<InvoicePage>(new { Of = invoice, visit.Tenant!.Zone })
            : Refusal.NotFound("This receipt");

    private async Task<IResult> OfBookingAsync(Guid id, string? key, CancellationToken stop)
    {
        if (await ListAsync(id, key, stop) is not { } theirs) return Refusal.NotFound("This receipt");
        return theirs.Count == 1 ? Results.LocalRedirect(PathOf(theirs[0].Id, key))
            : new RazorComponentResult<ReceiptsPage>(new { Lines = theirs, visit.Tenant!.Zone, BookingKey = key, Back = key is null ? $"/bookings/{id}" : $"/bookings/{id}?key={Uri.EscapeDataString(key)}" });
    }

    private async ValueTask<DateTimeOffset?> SinceAsync(Guid bookingId, string? key, CancellationToken stop) =>
        string.IsNullOrEmpty(key) ? null : await holders.HeldSinceAsync(bookingId, key, stop);

    private bool May(Invoice invoice, DateTimeOffset? since) =>
        (visit.Caller.AccountId is { } account && invoice.AccountId == account) || visit.Caller.May(Ability.SeePayments) || invoice.IssuedAt >= since;
}
