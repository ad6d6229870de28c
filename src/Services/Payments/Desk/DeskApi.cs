using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Desk;

/// <summary>Money at the desk by the API.</summary>
internal static class DeskApi
{
    /// <param name="Method"><c>cash</c> or <c>terminal</c>.</param>
    /// <param name="AmountMinor">All that is due, unless it is said.</param>
    /// <param name="TenderedMinor">What was handed over in cash.</param>
    /// <param name="Key">Id of the payment to be, a UUID: the same takes it once.</param>
    internal sealed record TakeRequest(string? Method, long? AmountMinor, long? TenderedMinor, string? Reference, Guid? Key);

    internal sealed record TakeAnswer(Guid PaymentId, Money Taken, Money? Change, Money StillDue);

    internal sealed record WhyRequest(string? Reason);

    internal sealed record GiveRequest(long AmountMinor, string? Reason);

    /// <param name="State"><c>settled</c> when it was handed over, <c>due</c> while it is on its way.</param>
    internal sealed record GiveAnswer(Guid RefundId, string State);

    internal sealed record OpenRequest(Guid VenueId, long FloatMinor);

    /// <param name="Direction"><c>in</c> or <c>out</c>.</param>
    internal sealed record MoveRequest(string? Direction, long AmountMinor, string? Reason);

    /// <param name="Counts">How many of each coin and note, by its minor units; instead of the sum.</param>
    internal sealed record CloseRequest(long? CountedMinor, IReadOnlyDictionary<long, int>? Counts, string? Note);

    internal sealed record MovementAnswer(string Kind, string Method, Money Amount, Guid? BookingId, Guid? PaymentId, string? Reason, string? Reference, DateTimeOffset At, string By);

    internal sealed record TillAnswer(
        Guid Id, Guid VenueId, bool Open, DateTimeOffset OpenedAt, string OpenedBy, DateTimeOffset? ClosedAt, string? ClosedBy, Money Float, Money Expected, Money? Counted, Money? Difference, Money Terminal, IReadOnlyList<MovementAnswer> Movements)
    {
        public string? Note { get; init; }

        public static TillAnswer Of(TillSheet sheet) => new(
            sheet.Till.Id, sheet.Till.VenueId, sheet.Till.IsOpen, sheet.Till.OpenedAt, sheet.Till.OpenedByName, sheet.Till.ClosedAt, sheet.Till.ClosedByName, sheet.Till.Of(sheet.Till.FloatMinor), sheet.Expected,
            sheet.Till.CountedMinor is { } counted ? sheet.Till.Of(counted) : null, sheet.Difference, sheet.Of(DeskMethod.Terminal),
            [.. sheet.Movements.Select(one => new MovementAnswer(one.Kind, one.Method, one.Amount, one.BookingId, one.PaymentId, one.Reason, one.Reference, one.At, one.ByName))])
        {
            Note = sheet.Till.Note,
        };
    }

    internal sealed record TillsAnswer(IReadOnlyList<TillAnswer> Tills);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/desk/bookings/{id:guid}/money", async (Guid id, ShowTaking desk, CancellationToken stop) => await desk.ReadAsync(id, stop) is { } money ? Results.Ok(new { money.Booking, money.Due, money.Payments, money.Tasks, money.LetGo }) : DeskRefusals.NoBooking)
            .Needs(Ability.TakePayments).WithSummary("What a booking costs, what was paid of it and what is due at the desk").ProducesProblem(404);
        doors.Api.MapPost("/desk/bookings/{id:guid}/payments", TakeAsync).MovesMoney().Needs(Ability.TakePayments).Idempotent().WithSummary("Take money for a booking: all that is due, or a part").Produces<TakeAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/desk/payments/{id:guid}/reverse", ReverseAsync).MovesMoney().Needs(Ability.TakePayments).Idempotent().WithSummary("Take back the note of a payment that was not made, the same day").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/desk/payments/{id:guid}/refunds", GiveAsync).MovesMoney().Needs(Ability.TakePayments).Idempotent().WithSummary("Give money back with a reason, within one's limit").Produces<GiveAnswer>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapGet("/desk/tills", TillsAsync).Needs(Ability.TakePayments).WithSummary("A venue's open till and the days before").Produces<TillsAnswer>();
        doors.Api.MapGet("/desk/tills/{id:guid}", async (Guid id, TillBook tills, CancellationToken stop) => await tills.ReadAsync(id, stop) is { } sheet ? Results.Ok(TillAnswer.Of(sheet)) : DeskRefusals.NoTill)
            .Needs(Ability.TakePayments).WithSummary("A till with all that went through it").Produces<TillAnswer>().ProducesProblem(404);
        doors.Api.MapPost("/desk/tills", OpenAsync).MovesMoney().Needs(Ability.TakePayments).Idempotent().WithSummary("Open a venue's till with the cash that lies in it").Produces<TillAnswer>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/desk/tills/{id:guid}/movements", MoveAsync).MovesMoney().Needs(Ability.TakePayments).Idempotent().WithSummary("Put cash into the till or take it out, with what for").Produces<TillAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/desk/tills/{id:guid}/close", CloseAsync).MovesMoney().Needs(Ability.TakePayments).Idempotent().WithSummary("Close a till with what was counted").Produces<TillAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/desk/tills/{id:guid}/explain", ExplainAsync).Needs(Ability.TakePayments).Idempotent().WithSummary("Say why a closed till did not have what had to be there, once").Produces<TillAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> TakeAsync(Guid id, TakeRequest request, TakingMoney taking, TimeProvider clock, CancellationToken stop)
    {
        var outcome = await taking.TakeAsync(new DeskTaking(id, request.Method ?? "", request.AmountMinor, request.TenderedMinor, Text(request.Reference), request.Key ?? Guid.CreateVersion7(clock.GetUtcNow())), stop);
        return outcome.Refusal is { } refusal ? refusal : Results.Ok(new TakeAnswer(outcome.Payment!.Id, outcome.Payment.Amount, outcome.Change, outcome.Left));
    }

    private static async Task<IResult> ReverseAsync(Guid id, WhyRequest request, TakingMoney taking, CancellationToken stop)
    {
        if (Reason(request.Reason) is not { } reason) return NoReason;
        return (await taking.ReverseAsync(id, reason, stop)).Refusal is { } refusal ? refusal : Results.NoContent();
    }

    private static async Task<IResult> GiveAsync(Guid id, GiveRequest request, HandingBack handing, CancellationToken stop)
    {
        if (Reason(request.Reason) is not { } reason) return NoReason;
        if (request.AmountMinor <= 0) return Refusal.Malformed("amountMinor", "An amount above zero is needed.");
        var (refund, refusal) = await handing.GiveAsync(id, request.AmountMinor, reason, stop);
        return refusal is not null ? refusal : Results.Ok(new GiveAnswer(refund!.Id, refund.State));
    }

    private static async Task<TillsAnswer> TillsAsync(Guid venueId, TillBook tills, CancellationToken stop) =>
        new([.. await tills.OpenOfAsync(venueId, stop) is { } open ? new[] { TillAnswer.Of(open) } : [], .. (await tills.PastAsync(venueId, stop)).Select(TillAnswer.Of)]);

    private static async Task<IResult> OpenAsync(OpenRequest request, TillBook tills, CancellationToken stop)
    {
        if (request.FloatMinor is < 0 or > TillBook.Most) return Refusal.Malformed("floatMinor", "The float is zero or more.");
        var (till, refusal) = await tills.OpenAsync(request.VenueId, request.FloatMinor, stop);
        return refusal is not null ? refusal : Results.Created((string?)null, TillAnswer.Of(new TillSheet(till!, [])));
    }

    private static async Task<IResult> MoveAsync(Guid id, MoveRequest request, TillBook tills, CancellationToken stop)
    {
        if (request.Direction is not ("in" or "out")) return Refusal.Malformed("direction", "One of in and out.");
        if (request.AmountMinor is <= 0 or > TillBook.Most) return Refusal.Malformed("amountMinor", "An amount above zero is needed.");
        if (Reason(request.Reason) is not { } reason) return NoReason;
        return await tills.MoveAsync(id, request.Direction == "in", request.AmountMinor, reason, stop) is { } refusal ? refusal : Results.Ok(TillAnswer.Of((await tills.ReadAsync(id, stop))!));
    }

    private static async Task<IResult> CloseAsync(Guid id, CloseRequest request, TillBook tills, CancellationToken stop)
    {
        var sum = request.Counts is { Count: > 0 } counts && counts.All(count => count is { Key: > 0 and < 10_000_000, Value: >= 0 and <= 100_000 }) ? Denominations.Sum(counts) : (long?)null;
        if (request.Counts is { Count: > 0 } && sum is null) return Refusal.Malformed("counts", "How many of each, by its minor units: whole numbers.");
        if (sum is not null && request.CountedMinor is { } typed && typed != sum) return Refusal.Malformed("countedMinor", "The coins and notes come to another sum.");
        if ((request.CountedMinor ?? sum) is not (>= 0 and <= TillBook.Most and var counted)) return Refusal.Malformed("countedMinor", "What was counted is needed.");
        if (request.Note is { Length: > TillBook.LongestReason }) return Refusal.Malformed("note", "At most 200 characters.");
        var (sheet, refusal) = await tills.CloseAsync(id, counted, sum is null ? null : Denominations.Write(request.Counts!), Text(request.Note), stop);
        return refusal is not null ? refusal : Results.Ok(TillAnswer.Of(sheet!));
    }

    private static async Task<IResult> ExplainAsync(Guid id, WhyRequest request, TillBook tills, CancellationToken stop)
    {
        if (Reason(request.Reason) is not { } reason) return NoReason;
        return await tills.ExplainAsync(id, reason, stop) is { } refusal ? refusal : Results.Ok(TillAnswer.Of((await tills.ReadAsync(id, stop))!));
    }

    private static Refusal NoReason => Refusal.Malformed("reason", "A reason of at most 200 characters is needed.");

    private static string? Reason(string? typed) => Text(typed) is { Length: <= HandingBack.LongestReason } reason ? reason : null;

    private static string? Text(string? typed) => typed?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;
}
