using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.People;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases.People;

/// <summary>The organiser says otherwise how many will play and what else the club should know.</summary>
internal static class ChangeGroup
{
    /// <summary>What is left out stays as it is; an empty text is none.</summary>
    internal sealed record Request(int? GroupSize, string? SpecialRequests);

    public static void Map(Doors doors)
    {
        doors.Api.MapPatch("/bookings/{id:guid}", HandleAsync).WithSummary("Change the size of the group and special requests").Produces<BookingView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Club.MapPost("/bookings/{id:guid}/group", SubmitAsync);
    }

    private static async Task<IResult> HandleAsync(
        Guid id, Request request, [FromHeader(Name = Access.Header)] string? key, Finding finding, Roster roster, UnitOfWork work, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is null) return Refusals.NoBooking;
        if (await ChangeAsync(id, request, roster, work, visit, stop) is { } refusal) return refusal;
        var (booking, venue) = (await finding.ReadAsync(id, key, stop))!.Value;
        return TypedResults.Ok(BookingView.Of(booking, venue, clock.GetUtcNow()));
    }

    private static async Task<IResult> SubmitAsync(Guid id, IFormCollection form, Finding finding, Roster roster, UnitOfWork work, Visit visit, ShowBooking page, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await finding.ReadAsync(id, key, stop) is null) return TypedResults.NotFound();
        var size = int.TryParse(form["groupSize"], out var number) ? number : (int?)null;
        var refusal = await ChangeAsync(id, new Request(size, form["specialRequests"].ToString()), roster, work, visit, stop);
        return refusal is null ? Results.Redirect(Access.Link(id, key)) : await page.RefusedAsync(id, key, refusal, stop);
    }

    private static async Task<Refusal?> ChangeAsync(Guid id, Request request, Roster roster, UnitOfWork work, Visit visit, CancellationToken stop)
    {
        var checks = new Checks();
        checks.That(request.GroupSize is null or (>= 1 and <= 40), "groupSize", "From 1 to 40 people.");
        var wishes = request.SpecialRequests is null ? null : checks.Optional(request.SpecialRequests, "specialRequests", 500) ?? "";
        if (!checks.Pass) return checks.Refusal();
        return await roster.ChangeAsync(id, async party =>
        {
            var policy = party.Venue.Rules.Policy;
            if (request.GroupSize > (policy.MostPeople ?? int.MaxValue)) return Refusals.GroupTooLarge;
            if (request.GroupSize < policy.LeastPeople) return Refusals.GroupTooSmall;
            if (request.GroupSize < 1 + party.Everybody.Count(one => one.HasPlace)) return Refusals.TooFewPlaces;
            await using var update = work.Command("update bookings set group_size = coalesce($2, group_size), special_requests = case when $3::text is null then special_requests else nullif($3, '') end where id = $1", id, request.GroupSize, wishes);
            (update.Parameters[1].NpgsqlDbType, update.Parameters[2].NpgsqlDbType) = (NpgsqlTypes.NpgsqlDbType.Integer, NpgsqlTypes.NpgsqlDbType.Text);
            await update.ExecuteNonQueryAsync(stop);
            await History.AddAsync(work, id, party.Now, "group_changed", visit.Caller, party.Booking.GuestName, new { request.GroupSize, SpecialRequests = wishes }, stop);
            return null;
        }, stop);
    }
}
