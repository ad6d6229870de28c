using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>
/// Somebody stands at the desk, or calls: a click on a free time, a name, a click. A customer whom the club knows is looked up and pays what
/// was agreed with them; whoever leaves an address gets the mails a player gets.
/// </summary>
internal sealed class TakeWalkIn(Holding holding, IVenues venues, ICustomers customers, DayReader days, Visit visit, IStringLocalizer<BookingWords> t)
{
    private const int MostFound = 8;

    /// <summary>Who plays where, from when and how long.</summary>
    /// <param name="CustomerId">A customer of the club; then name, address and number are theirs.</param>
    /// <param name="Language">Language of what is written to them, such as <c>es</c>.</param>
    /// <param name="Reason">Why rules for players are set aside; they are named in the refusal without.</param>
    internal sealed record Request(
        Guid CourtId, DateTimeOffset Start, int DurationMinutes, string? Name = null, string? Phone = null, Guid? CustomerId = null, string? Email = null, string? Language = null, string? Reason = null);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk/walk-in", (Guid court, DateTimeOffset start, bool? block, Guid? customer, string? q, int? duration, TakeWalkIn page, CancellationToken stop) =>
            page.ShowAsync(new WalkInForm(court, start.ToUniversalTime(), duration) { ForBlock = block == true, CustomerId = customer, Words = q }, stop)).Needs(Access.Desk);
        doors.Club.MapPost("/desk/walk-in", (IFormCollection form, TakeWalkIn page, CancellationToken stop) => page.PostAsync(form, stop)).Needs(Access.Desk);
        doors.Club.MapGet("/desk/customers", (string? q, TakeWalkIn page, CancellationToken stop) => page.LookUpAsync(q, stop)).Needs(Access.Desk);
        doors.Api.MapPost("/desk/walk-ins", (Request request, TakeWalkIn use, CancellationToken stop) => use.AnswerAsync(request, stop)).Needs(Access.Desk).Idempotent()
            .WithSummary("Give a court to somebody at the desk or on the phone, paid at the club")
            .Produces<BookingView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<IResult> ShowAsync(WalkInForm form, CancellationToken stop) =>
        !Horizon.IsThinkable(form.Start) ? Results.Redirect("/desk") : await venues.FindByCourtAsync(form.CourtId, stop) is { } venue ? await PageAsync(form, venue, StatusCodes.Status200OK, stop) : TypedResults.NotFound();

    private async Task<IResult> PostAsync(IFormCollection form, CancellationToken stop)
    {
        if (WalkInForm.Read(form) is not { } typed || !Horizon.IsThinkable(typed.Start) || await venues.FindByCourtAsync(typed.CourtId, stop) is not { } venue) return Results.Redirect("/desk");

        var checks = new Checks();
        var request = new Request(typed.CourtId, typed.Start, typed.DurationMinutes ?? 0, typed.Name, typed.Phone, typed.CustomerId, typed.Email, typed.Language, typed.Reason);
        var wish = await WishAsync(request, checks, stop);
        checks.That(typed.DurationMinutes is not null, "duration", t["Choose how long they play."]);
        if (!checks.Pass) return await PageAsync(typed with { Error = checks.Errors.Values.First()[0] }, venue, StatusCodes.Status400BadRequest, stop);

        var outcome = await holding.WalkInAsync(wish, stop);
        if (outcome.Refusal is { } refusal)
            return await PageAsync(DeskRules.Overridable(refusal) is { Count: > 0 } rules ? typed with { Overrides = rules } : typed with { Error = t[refusal.Sentence] }, venue, refusal.Status, stop);

        var date = BusinessDay.Holding(venue, typed.Start).First().Date;
        return Results.Redirect($"/desk?venue={Uri.EscapeDataString(venue.Key)}&date={date:uuuu-MM-dd}&booked={outcome.Booking!.Code}");
    }

    private async Task<IResult> AnswerAsync(Request request, CancellationToken stop)
    {
        var checks = new Checks();
        checks.That(Horizon.IsThinkable(request.Start), "start", "An instant such as 2026-11-24T18:00:00Z is needed.");
        checks.That(request.DurationMinutes is > 0 and <= 1440, "durationMinutes", "A duration in minutes is needed.");
        var wish = await WishAsync(request with { Start = request.Start.ToUniversalTime() }, checks, stop);
        if (!checks.Pass) return checks.Refusal();
        if (request.CustomerId is not null && wish.Customer is null) return Refusals.NoCustomer;

        var outcome = await holding.WalkInAsync(wish, stop);
        return outcome.Refusal is { } refusal ? refusal : Results.Text(outcome.Answer, "application/json; charset=utf-8", System.Text.Encoding.UTF8, StatusCodes.Status201Created);
    }

    // What the club knows of a customer counts; a number typed in is taken where it knows none.
    private async Task<Wish> WishAsync(Request request, Checks checks, CancellationToken stop)
    {
        var customer = request.CustomerId is { } id ? await customers.FindAsync(id, stop) : null;
        var name = customer?.Name ?? (request.CustomerId is null ? checks.Text(request.Name, "name", 100, t["A name is needed."]) : "");
        var phone = checks.Optional(request.Phone, "phone", 30);
        var email = customer is null && !string.IsNullOrWhiteSpace(request.Email) ? checks.Email(request.Email, "email", t["Please write an e-mail address, such as name@example.com."]) : customer?.Email;
        checks.That(string.IsNullOrEmpty(request.Language) || visit.Languages.Contains(request.Language), "language", t["This language is not spoken here."]);
        return new Wish(request.CourtId, request.Start, request.DurationMinutes, name, email, customer?.Phone ?? phone, [], null, "desk")
        {
            Customer = customer,
            Language = customer?.Language ?? (string.IsNullOrEmpty(request.Language) ? null : request.Language),
            Reason = checks.Optional(request.Reason, "reason", 300),
        };
    }

    private async Task<IResult> LookUpAsync(string? q, CancellationToken stop) => TypedResults.Ok((await FindAsync(q, stop)).Select(one => new
    {
        one.Id,
        one.Name,
        Detail = string.Join(" · ", new[] { one.Phone, SeenEmail(one.Email) }.Where(part => part is not null)),
        Warning = one.IsBlocked ? t["blocked"].Value : null,
    }));

    private async Task<IReadOnlyList<FoundCustomer>> FindAsync(string? words, CancellationToken stop) =>
        words?.Trim() is { Length: >= 2 and <= 100 } text ? await customers.SearchAsync(text, MostFound, stop) : [];

    private string? SeenEmail(string? email) => visit.Caller.May("customers.see") ? email : null;

    // Offered is what still fits before the next booking, with its price for whom it is.
    private async Task<RazorComponentResult<WalkInPage>> PageAsync(WalkInForm form, VenueCard venue, int status, CancellationToken stop)
    {
        var customer = form.CustomerId is { } id ? await customers.FindAsync(id, stop) : null;
        var offers = new List<(int Minutes, Money Price)>();
        var elsewhere = new List<(CourtCard Court, Money Price)>();
        if (BusinessDay.Holding(venue, form.Start).FirstOrDefault() is { } day)
        {
            var seen = await days.ReadFreshAsync(venue, day);
            var pricing = seen.PricingOf(form.CourtId, customer?.Standing);
            foreach (var minutes in venue.Rules.DurationsMinutes)
                if (day.Covers(form.Start, minutes) && IsFree(seen, form.CourtId, form.Start, minutes) && pricing.AmountOf(form.Start, minutes) is { } price)
                    offers.Add((minutes, price));
            // Somebody was faster: where the same can be had, with nothing to type again.
            if (offers.Count == 0 && form.DurationMinutes is { } wanted && day.Covers(form.Start, wanted))
                foreach (var court in venue.Courts.Where(court => court.Id != form.CourtId && IsFree(seen, court.Id, form.Start, wanted)))
                    if (seen.PricingOf(court.Id, customer?.Standing).AmountOf(form.Start, wanted) is { } price) elsewhere.Add((court, price));
        }
        return new(new
        {
            Form = form,
            Venue = venue,
            Offers = offers,
            Elsewhere = elsewhere,
            Customer = customer is null ? null : customer with { Email = SeenEmail(customer.Email) },
            Found = (await FindAsync(form.Words, stop)).Select(one => one with { Email = SeenEmail(one.Email) }).ToList(),
            Block = await BlockCourt.FormAsync(venue, form.CourtId, form.Start, days),
        })
        {
            StatusCode = status,
        };
    }

    private static bool IsFree(VenueDay day, Guid court, DateTimeOffset start, int minutes) =>
        !day.Busy.GetValueOrDefault(court, []).Any(taken => taken.Start < start.AddMinutes(minutes) && taken.End > start);
}
