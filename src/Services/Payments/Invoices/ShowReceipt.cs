using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Invoices;

/// <summary>
/// One invoice to look at and print, and those of a booking: for its player, for a guest with the booking's key, and for who looks after the
/// club's money. For everybody else there is none.
/// </summary>
internal sealed class ShowReceipt(InvoiceReader reader, Visit visit, LinkKeys keys)
{
    public static string PathOf(Guid id, string? key = null) => key is null ? $"/receipts/{id}" : $"/receipts/{id}?key={Uri.EscapeDataString(key)}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/receipts/{id:guid}", (Guid id, string? key, ShowReceipt page, CancellationToken stop) => page.OneAsync(id, key, stop));
        doors.Club.MapGet("/bookings/{id:guid}/receipts", (Guid id, string? key, ShowReceipt page, CancellationToken stop) => page.OfBookingAsync(id, key, stop));
    }

    private async Task<IResult> OneAsync(Guid id, string? key, CancellationToken stop) =>
        await reader.FindAsync(id, stop) is { } invoice && await MayAsync(invoice, key, stop)
            ? new RazorComponentResult<InvoicePage>(new { Of = invoice, visit.Tenant!.Zone })
            : Refusal.NotFound("This receipt");

    private async Task<IResult> OfBookingAsync(Guid id, string? key, CancellationToken stop)
    {
        var all = await reader.OfBookingAsync(id, stop);
        var (theirs, opens) = (new List<Invoice>(), await keys.OpensAsync(id, key, stop));
        foreach (var one in all)
            if (await MayAsync(one, key, stop)) theirs.Add(one);
        if (!opens && theirs.Count == 0) return Refusal.NotFound("This receipt");
        return theirs.Count == 1 ? Results.LocalRedirect(PathOf(theirs[0].Id, key))
            : new RazorComponentResult<ReceiptsPage>(new { Lines = theirs, visit.Tenant!.Zone, BookingKey = key, Back = key is null ? $"/bookings/{id}" : $"/bookings/{id}?key={Uri.EscapeDataString(key)}" });
    }

    private async ValueTask<bool> MayAsync(Invoice invoice, string? key, CancellationToken stop) =>
        (visit.Caller.AccountId is { } account && invoice.AccountId == account) || visit.Caller.May(Ability.SeePayments) || await keys.OpensAsync(invoice.BookingId, key, stop);
}
