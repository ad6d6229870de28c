using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.People;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases.People;

/// <summary>The organiser's programs see and change who plays along, and make the link to join.</summary>
internal static class ManageParticipants
{
    /// <param name="Role"><c>organiser</c> or <c>player</c>.</param>
    /// <param name="Status"><c>invited</c>, <c>accepted</c>, <c>declined</c> or <c>left</c>.</param>
    /// <param name="Id">Absent for the organiser, whose the booking is.</param>
    internal sealed record Person(Guid? Id, string? Name, string? Email, string Role, string Status);

    /// <param name="Places">How many can play, the organiser counted.</param>
    internal sealed record Answer(int Places, IReadOnlyList<Person> Participants);

    /// <summary>Who is asked; an e-mail address is needed to ask them.</summary>
    internal sealed record Invitation(string? Name, string? Email);

    /// <summary>A participant who was asked.</summary>
    internal sealed record Invited(Guid Id);

    /// <param name="Link">Path on the club's site; whoever opens it can take a free place.</param>
    internal sealed record Shared(string Link);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/bookings/{id:guid}/participants", ListAsync).WithSummary("Who plays along").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPost("/bookings/{id:guid}/participants", InviteAsync).Idempotent().WithSummary("Ask somebody to play along").Produces<Invited>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapDelete("/bookings/{id:guid}/participants/{participantId:guid}", RemoveAsync).WithSummary("Let a participant go").Produces(204).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/bookings/{id:guid}/share", ShareAsync).WithSummary("Make the link to join, or get the one there is").Produces<Shared>().ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapDelete("/bookings/{id:guid}/share", RevokeAsync).WithSummary("Make the link to join worth nothing").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, Finding finding, Roster roster, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return Refusals.NoBooking;
        var everybody = await roster.OfAsync(id);
        return TypedResults.Ok(new Answer(Places.Of(booking, venue),
            [new Person(null, booking.GuestName, booking.GuestEmail, "organiser", ParticipantStatus.Accepted), .. everybody.Select(who => new Person(who.Id, who.Name, who.Email, "player", who.Status))]));
    }

    private static async Task<IResult> InviteAsync(Guid id, Invitation invitation, [FromHeader(Name = Access.Header)] string? key, Finding finding, Inviting inviting, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return Refusals.NoBooking;
        var checks = new Checks();
        var (name, email) = (checks.Optional(invitation.Name, "name", 100), checks.Email(invitation.Email, "email", "An e-mail address is needed."));
        if (!checks.Pass) return checks.Refusal();
        var (refusal, participant) = await inviting.InviteAsync(booking, name, email, stop);
        return refusal is null ? TypedResults.Created($"/api/v1/bookings/{id}/participants/{participant}", new Invited(participant)) : refusal;
    }

    private static async Task<IResult> RemoveAsync(Guid id, Guid participantId, [FromHeader(Name = Access.Header)] string? key, Finding finding, Inviting inviting, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return Refusals.NoBooking;
        return await inviting.RemoveAsync(booking, participantId, stop) is { } refusal ? refusal : TypedResults.NoContent();
    }

    private static async Task<IResult> ShareAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, Finding finding, Sharing sharing, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return Refusals.NoBooking;
        var (refusal, link) = await sharing.ShareAsync(booking, stop);
        return refusal is null ? TypedResults.Ok(new Shared(link!)) : refusal;
    }

    private static async Task<IResult> RevokeAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, Finding finding, Sharing sharing, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return Refusals.NoBooking;
        return await sharing.RevokeAsync(booking, stop) is { } refusal ? refusal : TypedResults.NoContent();
    }
}
