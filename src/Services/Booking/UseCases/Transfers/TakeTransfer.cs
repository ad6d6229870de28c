using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Pages.Transfers;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Booking.Transfers;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Transfers;

/// <summary>Somebody who was offered a booking sees what it is, takes it or declines.</summary>
internal sealed class TakeTransfer(TakingOver taking, LinkKeys keys, DeviceBookings device, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    /// <summary>Who takes it; somebody signed in need not say.</summary>
    internal sealed record Request(string? Name, string? Phone);

    /// <param name="State"><c>open</c>, <c>accepted</c>, <c>declined</c>, <c>withdrawn</c> or <c>ended</c>.</param>
    /// <param name="Booking">What is offered, while it is; or what they took, while they have it.</param>
    internal sealed record Answer(Guid Id, string State, DateTimeOffset Until, Offered? Booking);

    /// <param name="Player">Whose the booking is.</param>
    /// <param name="Paid">What of the price is paid already; it stays with the booking.</param>
    internal sealed record Offered(
        string Player, string VenueName, string CourtName, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, string Zone, Money Price, Money Paid);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/transfers/{id:guid}", (Guid id, string? key, TakeTransfer take, CancellationToken stop) => take.ShowAsync(id, key, new TransferForm(), StatusCodes.Status200OK, stop));
        doors.Club.MapPost("/transfers/{id:guid}", (Guid id, IFormCollection form, TakeTransfer take, HttpContext http, CancellationToken stop) => take.SubmitAsync(id, form, http, stop));
        doors.Api.MapGet("/transfers/{id:guid}", (Guid id, [FromHeader(Name = Access.Header)] string? key, TakeTransfer take, CancellationToken stop) => take.SeeAsync(id, key, stop))
            .WithSummary("An offered booking, for whoever was sent its key").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPost("/transfers/{id:guid}/accept", (Guid id, Request? request, [FromHeader(Name = Access.Header)] string? key, TakeTransfer take, CancellationToken stop) => take.AcceptAsync(id, request, key, stop))
            .WithSummary("Take an offered booking over").Produces<BookingView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/transfers/{id:guid}/decline", (Guid id, [FromHeader(Name = Access.Header)] string? key, TakeTransfer take, CancellationToken stop) => take.DeclineAsync(id, key, stop))
            .WithSummary("Decline an offered booking").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<IResult> ShowAsync(Guid id, string? key, TransferForm form, int status, CancellationToken stop)
    {
        if (await taking.FindAsync(id, key, stop) is not { } found) return TypedResults.NotFound();
        var theirs = found.Transfer.HasGiven(found.Booking) ? Access.Link(found.Booking.Id, found.Booking.UserId is null ? await keys.ForAsync(found.Booking, stop) : null) : null;
        return new RazorComponentResult<TransferPage>(new { Handover = found, Key = key, Form = form, State = found.Transfer.StateAt(found.Booking, clock.GetUtcNow()), Theirs = theirs }) { StatusCode = status };
    }

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection form, HttpContext http, CancellationToken stop)
    {
        var key = form["key"].ToString();
        if (await taking.FindAsync(id, key, stop) is not { } found) return TypedResults.NotFound();
        var typed = new TransferForm { Name = form["name"].ToString(), Phone = form["phone"].ToString() };
        if (form["answer"].ToString() != "accept")
            return await taking.DeclineAsync(found, stop) is { } no ? await ShowAsync(id, key, typed with { Refusal = no.Said(t) }, no.Status, stop) : Results.Redirect(Transfer.Link(id, key));

        var checks = new Checks();
        var who = Who(found, typed.Name, typed.Phone, t["Please tell us your name."], checks);
        if (!checks.Pass) return await ShowAsync(id, key, typed with { Errors = checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]) }, StatusCodes.Status400BadRequest, stop);
        var (refusal, booking) = await taking.AcceptAsync(id, key, who, stop);
        if (refusal is not null) return await ShowAsync(id, key, typed with { Refusal = refusal.Said(t) }, refusal.Status, stop);
        if (booking!.UserId is null) device.Add(http, booking.Id, booking.KeyTurn);
        return Results.Redirect(Access.Link(booking.Id, booking.UserId is null ? await keys.ForAsync(booking, stop) : null));
    }

    private async Task<IResult> SeeAsync(Guid id, string? key, CancellationToken stop)
    {
        if (await taking.FindAsync(id, key, stop) is not var (transfer, booking, venue)) return Refusals.NoTransfer;
        var state = transfer.StateAt(booking, clock.GetUtcNow());
        return TypedResults.Ok(new Answer(transfer.Id, state, transfer.EndsAt, state != Transfer.Open && !transfer.HasGiven(booking) ? null : new Offered(
            booking.GuestName, venue.Name, venue.Courts.FirstOrDefault(court => court.Id == booking.CourtId)?.Name ?? "",
            booking.StartsAt, booking.EndsAt, BookingView.LocalOf(booking.StartsAt, booking.Zone), booking.Zone, booking.Price, new Money(booking.PaidMinor, booking.Currency))));
    }

    private async Task<IResult> AcceptAsync(Guid id, Request? request, string? key, CancellationToken stop)
    {
        if (await taking.FindAsync(id, key, stop) is not { } found) return Refusals.NoTransfer;
        var checks = new Checks();
        var who = Who(found, request?.Name, request?.Phone, "A name is needed.", checks);
        if (!checks.Pass) return checks.Refusal();
        var (refusal, booking) = await taking.AcceptAsync(id, key, who, stop);
        return refusal is not null ? refusal : TypedResults.Ok(BookingView.Of(booking!, found.Venue, clock.GetUtcNow(), booking!.UserId is null ? await keys.ForAsync(booking, stop) : null));
    }

    private async Task<IResult> DeclineAsync(Guid id, string? key, CancellationToken stop)
    {
        if (await taking.FindAsync(id, key, stop) is not { } found) return Refusals.NoTransfer;
        return await taking.DeclineAsync(found, stop) is { } refusal ? refusal : TypedResults.NoContent();
    }

    // A guest is who reads the address the link went to.
    private Receiver Who(Handover found, string? name, string? phone, string nameNeeded, Checks checks) => visit.Caller.IsKnown
        ? new(visit.Caller.AccountId, visit.Caller.Name, visit.Caller.Email, checks.Optional(phone, "phone", 30), visit.Language)
        : new(null, checks.Text(name, "name", 100, nameNeeded), found.Transfer.Email, checks.Optional(phone, "phone", 30), visit.Language);
}

/// <summary>The form of the page, as typed.</summary>
public sealed record TransferForm
{
    public string Name { get; init; } = "";

    public string Phone { get; init; } = "";

    public string? Refusal { get; init; }

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();
}
