using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Platform.Http;
using PadelSaaS.Tenants.NewClubs;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Tenants.SigningUp;

/// <summary>Somebody asks to open a club: its name, its address, where it is, and who they are. A link to their e-mail address goes on with it.</summary>
internal static class AskForClub
{
    public const string Path = "/start";

    /// <param name="Status"><c>link_sent</c>: whatever else the address has here.</param>
    public sealed record Answer(string Status, string Email);

    /// <param name="Free">Whether a club may have it now.</param>
    /// <param name="Why">Why not, in a sentence.</param>
    public sealed record AddressAnswer(string Slug, bool Free, string? Why);

    public static void Map(Doors doors)
    {
        doors.Portal.MapGet(Path, (string? country, Visit visit) => Page(new ClubForm { Country = country, Language = visit.Language }, [], StatusCodes.Status200OK));
        doors.Portal.MapPost(Path, SubmitAsync).Costs(Effort.Link);
        // No Idempotency-Key: asking again sends another link, and of two that are followed one gets the address.
        doors.PortalApi.MapPost("/signups", AnswerAsync).Costs(Effort.Link).WithSummary("Ask for a club: a link goes to the owner's address").ProducesProblem(400);
        doors.PortalApi.MapGet("/signups/address", LookAsync).WithSummary("Whether a club may have this address").ProducesProblem(400);
    }

    private static async Task<Results<Accepted<Answer>, Refusal>> AnswerAsync(ClubForm form, Signups signups, CancellationToken stop)
    {
        var checks = new Checks();
        if (await ReadAsync(form, checks, signups, stop) is not { } wish) return checks.Refusal();
        await signups.AskAsync(wish, stop);
        return TypedResults.Accepted((string?)null, new Answer("link_sent", wish.Email));
    }

    private static async Task<Results<Ok<AddressAnswer>, Refusal>> LookAsync(string? slug, Signups signups, CancellationToken stop)
    {
        var checks = new Checks();
        var wanted = checks.Text(slug, "slug", 40, "Please choose an address.").ToLowerInvariant();
        if (!checks.Pass) return checks.Refusal();
        var why = Slug.Refused(wanted) is { } refused ? ClubWish.Sentence(refused) : await signups.IsFreeAsync(wanted, stop) ? null : Taken;
        return TypedResults.Ok(new AddressAnswer(wanted, why is null, why));
    }

    private static async Task<IResult> SubmitAsync([FromForm] ClubForm form, Signups signups, CancellationToken stop)
    {
        var checks = new Checks();
        if (await ReadAsync(form, checks, signups, stop) is not { } wish)
            return Page(form, [.. checks.Errors.Select(error => new FieldError(error.Key, error.Value[0]))], StatusCodes.Status400BadRequest);
        await signups.AskAsync(wish, stop);
        return new RazorComponentResult<LinkSentPage>(new { wish.Email });
    }

    /// <summary>What is said of an address that another club has.</summary>
    public const string Taken = "Another club has this address. Please choose another one.";

    private static async Task<ClubWish?> ReadAsync(ClubForm form, Checks checks, Signups signups, CancellationToken stop)
    {
        var wish = ClubWish.Read(form, checks);
        if (wish is null || await signups.IsFreeAsync(wish.Slug, stop)) return wish;
        checks.That(false, "slug", Taken);
        return null;
    }

    private static RazorComponentResult<StartPage> Page(ClubForm form, IReadOnlyList<FieldError> errors, int status) => new(new { Form = form, Errors = errors }) { StatusCode = status };
}
