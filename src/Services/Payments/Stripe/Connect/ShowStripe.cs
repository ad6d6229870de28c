using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>The page of the club's account at Stripe: what is missing, what was paid out, what is disputed.</summary>
internal sealed class ShowStripe(UnitOfWork work, ConnectingStripe connecting, ReadingPayouts payouts, StripeSettings settings, Visit visit, IStringLocalizer<PaymentsWords> t)
{
    private const int Most = 50;

    internal sealed record LinkAnswer(string Url, DateTimeOffset? ExpiresAt);

    internal sealed record StatusAnswer(bool Connected, bool TakesPayments, bool PaysOut, IReadOnlyList<string> Missing, IReadOnlyList<string> BeingVerified, DateTimeOffset? Deadline, DateTimeOffset? ReadAt);

    public static void Map(Doors doors)
    {
        const string path = ConnectingStripe.Path;
        doors.Club.MapGet(path, (string? done, HttpContext http, ShowStripe page, CancellationToken stop) => page.ShowAsync(done, null, http, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(path, (IFormCollection form, HttpContext http, ShowStripe page, CancellationToken stop) => page.DoAsync(form["do"].ToString(), http, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        // Stripe sends people here whose link was used or too old: they get another one.
        doors.Club.MapGet($"{path}/refresh", (HttpContext http, ShowStripe page, CancellationToken stop) => page.DoAsync("open", http, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Club.MapGet($"{path}/return", (HttpContext http, ShowStripe page, CancellationToken stop) => page.DoAsync("read", http, stop)).Needs(Ability.ManageTenant);
        doors.Api.MapGet(path, async (ConnectingStripe connecting, CancellationToken stop) => StatusOf(await connecting.ReadAsync(stop)))
            .Needs(Ability.ManageTenant).WithSummary("The club's account at Stripe: whether it takes payments, and what is missing");
        doors.Api.MapPost($"{path}/onboarding", async (HttpContext http, ConnectingStripe connecting, CancellationToken stop) => Link(http, await connecting.OnboardAsync(stop)))
            .Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("A page of Stripe's on which the club says who it is; good once, for some minutes").Produces<LinkAnswer>().ProducesProblem(409).ProducesProblem(503);
        doors.Api.MapPost($"{path}/login", async (HttpContext http, ConnectingStripe connecting, CancellationToken stop) => Link(http, await connecting.LogInAsync(stop)))
            .Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("A page of Stripe's on which the club sees its money; good once").Produces<LinkAnswer>().ProducesProblem(409).ProducesProblem(503);
    }

    private static StatusAnswer StatusOf(StripeClub? club) => new(
        club?.Account is not null, club?.ChargesEnabled ?? false, club?.PayoutsEnabled ?? false, club?.Due ?? [], club?.BeingVerified ?? [], club?.Deadline, club?.ReadAt);

    private static IResult Link(HttpContext http, (StripeLink? Link, Refusal? Refusal) answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        return answer.Refusal is { } refusal ? refusal
            : Results.Ok(new LinkAnswer(answer.Link!.Url, answer.Link.ExpiresAt is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null));
    }

    private async Task<IResult> DoAsync(string what, HttpContext http, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        switch (what)
        {
            case "open":
                return await GoAsync(await connecting.OnboardAsync(stop), http, stop);
            case "log-in":
                return await GoAsync(await connecting.LogInAsync(stop), http, stop);
            case "read":
                var refusal = await connecting.ReadAgainAsync(stop) ?? await payouts.ReadAgainAsync(stop);
                return refusal is null ? Results.LocalRedirect($"{ConnectingStripe.Path}?done=read") : await ShowAsync(null, refusal, http, stop);
            default:
                return TypedResults.BadRequest();
        }
    }

    private async Task<IResult> GoAsync((StripeLink? Link, Refusal? Refusal) answer, HttpContext http, CancellationToken stop) =>
        answer.Link is { } link ? Results.Redirect(link.Url) : await ShowAsync(null, answer.Refusal, http, stop);

    private async Task<IResult> ShowAsync(string? done, Refusal? refusal, HttpContext http, CancellationToken stop)
    {
        LetFormsLeadToStripe(http);
        var club = await connecting.ReadAsync(stop);
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var paidOut = await model.Payouts.AsNoTracking().OrderByDescending(one => one.CreatedAt).Take(Most).ToListAsync(stop);
        var disputed = await model.Disputes.AsNoTracking().OrderByDescending(one => one.CreatedAt).Take(Most).ToListAsync(stop);
        var bookings = await model.Payments.AsNoTracking().Where(one => disputed.Select(dispute => dispute.PaymentId).Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.BookingId, stop);
        await work.RollbackAsync();
        return new RazorComponentResult<StripePage>(new
        {
            Account = club is { Account: not null } ? StripeShown.Of(club, t) : null,
            IsHere = StripeCountries.Has(visit.Tenant!.Country),
            Payouts = paidOut.Select(one => PayoutShown.Of(one, t)).ToList(),
            Disputes = disputed.Select(one => DisputeShown.Of(one, one.PaymentId is { } id ? bookings.GetValueOrDefault(id) : null, t)).ToList(),
            visit.Tenant!.Zone,
            Done = done,
            Refusal = refusal is null ? null : t[refusal.Sentence].Value,
        })
        { StatusCode = refusal?.Status ?? StatusCodes.Status200OK };
    }

    // The policy of forms holds for where their answers redirect to, as well.
    private void LetFormsLeadToStripe(HttpContext http)
    {
        var stripe = settings.IsStandIn ? $"{http.Request.Scheme}://{settings.Host}" : "https://connect.stripe.com https://*.stripe.com";
        http.Response.Headers.ContentSecurityPolicy = http.Response.Headers.ContentSecurityPolicy.ToString().Replace("form-action 'self'", $"form-action 'self' {stripe}", StringComparison.Ordinal);
    }
}
