using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Pages.People;
using PadelSaaS.Booking.People;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.People;

/// <summary>Whoever has the organiser's link takes a free place by giving a name.</summary>
internal sealed class JoinBooking(Sharing sharing, LinkKeys keys, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    /// <summary>Who joins; somebody signed in need not say. With an e-mail address they hear when something changes.</summary>
    internal sealed record Request(string? Name, string? Email);

    /// <param name="AccessKey">Opens the participation: send it as <c>X-Booking-Key</c>.</param>
    internal sealed record Answer(Guid Id, string AccessKey);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/join/{id:guid}", (Guid id, string? key, JoinBooking join, CancellationToken stop) => join.ShowAsync(id, key, new JoinForm(), StatusCodes.Status200OK, stop));
        doors.Club.MapPost("/join/{id:guid}", (Guid id, IFormCollection form, JoinBooking join, CancellationToken stop) => join.SubmitAsync(id, form, stop));
        doors.Api.MapPost("/shares/{id:guid}/join", (Guid id, Request request, [FromHeader(Name = Access.Header)] string? key, JoinBooking join, CancellationToken stop) => join.HandleAsync(id, request, key, stop))
            .Idempotent().WithSummary("Take a free place by the link of the organiser").Produces<Answer>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<IResult> ShowAsync(Guid id, string? key, JoinForm form, int status, CancellationToken stop) =>
        await sharing.FindAsync(id, key, stop) is { } open
            ? new RazorComponentResult<JoinPage>(new { Open = open, Key = key, Form = form, MayJoin = open.Booking.Stands(clock.GetUtcNow()) && open.Booking.EndsAt > clock.GetUtcNow() && open.Free > 0 }) { StatusCode = status }
            : TypedResults.NotFound();

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = form["key"].ToString();
        if (await sharing.FindAsync(id, key, stop) is not { } open) return TypedResults.NotFound();
        var typed = new JoinForm { Name = form["name"].ToString(), Email = form["email"].ToString() };
        var checks = new Checks();
        var (name, email) = Who(typed.Name, typed.Email, checks);
        var (refusal, participant) = checks.Pass ? await sharing.JoinAsync(open, name, email, stop) : (checks.Refusal(), Guid.Empty);
        if (refusal is null) return Results.Redirect(BookingParticipant.Link(participant, await keys.ForAsync(participant, stop)));
        return await ShowAsync(id, key, typed with { Refusal = checks.Pass ? refusal.Said(t) : null, Errors = checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]) }, refusal.Status, stop);
    }

    private async Task<IResult> HandleAsync(Guid id, Request request, string? key, CancellationToken stop)
    {
        if (await sharing.FindAsync(id, key, stop) is not { } open) return Refusals.NoBooking;
        var checks = new Checks();
        var (name, email) = Who(request.Name, request.Email, checks);
        if (!checks.Pass) return checks.Refusal();
        var (refusal, participant) = await sharing.JoinAsync(open, name, email, stop);
        return refusal is null ? TypedResults.Created($"/api/v1/participations/{participant}", new Answer(participant, await keys.ForAsync(participant, stop))) : refusal;
    }

    private (string Name, string? Email) Who(string? name, string? email, Checks checks) => visit.Caller.IsKnown
        ? (visit.Caller.Name, visit.Caller.Email)
        : (checks.Text(name, "name", 100, t["Please tell us your name."]), string.IsNullOrWhiteSpace(email) ? null : checks.Email(email, "email", t["Please write an e-mail address, such as name@example.com."]));
}

/// <summary>The form of the page to join, as typed.</summary>
public sealed record JoinForm
{
    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string? Refusal { get; init; }

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();
}
