using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Invoices;

/// <summary>Receipts by the API: one's own, one of them, and those of a booking for its holder or for a guest with its key.</summary>
internal static class ReceiptsApi
{
    private const string Key = "X-Booking-Key";
    private const int Most = 200;

    /// <param name="Number">Such as <c>2026-000012</c>; a credit note's begins with R, and with A what is about credit that was bought.</param>
    /// <param name="BookingId"><see langword="null"/> for what is no booking: see what was bought in its content.</param>
    /// <param name="Corrects">The number of the invoice that a credit note takes back.</param>
    internal sealed record Answer(
        Guid Id, string Number, bool IsCredit, string? Corrects, Guid? BookingId, Money Total, DateTimeOffset IssuedAt, string? Customer, string? CustomerTaxId, string? CustomerAddress, InvoiceContent Content)
    {
        public static Answer Of(Invoice one) => new(one.Id, one.Code, one.IsCredit, one.CorrectsCode, one.BookingId, one.Total, one.IssuedAt, one.Customer, one.CustomerTaxId, one.CustomerAddress, one.Content);
    }

    internal sealed record ReceiptList(IReadOnlyList<Answer> Receipts);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/me/receipts", async (InvoiceReader reader, Visit visit, CancellationToken stop) => new ReceiptList([.. (await reader.OfAccountAsync(visit.Caller.AccountId!.Value, Most, stop)).Select(Answer.Of)]))
            .NeedsAccount().WithSummary("One's own receipts and credit notes, the newest first");
        doors.Api.MapGet("/receipts/{id:guid}", async (Guid id, [FromHeader(Name = Key)] string? key, ShowReceipt receipts, CancellationToken stop) => await receipts.FindAsync(id, key, stop) is { } invoice ? Results.Ok(Answer.Of(invoice)) : Refusal.NotFound("This receipt"))
            .WithSummary("A receipt or credit note, with what stands on it").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapGet("/bookings/{id:guid}/receipts", async (Guid id, [FromHeader(Name = Key)] string? key, ShowReceipt receipts, CancellationToken stop) => await receipts.ListAsync(id, key, stop) is { } theirs ? Results.Ok(new ReceiptList([.. theirs.Select(Answer.Of)])) : Refusal.NotFound("This booking"))
            .WithSummary("Receipts of a booking; a guest says its key").Produces<ReceiptList>().ProducesProblem(404);
    }
}
