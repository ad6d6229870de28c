using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Payments.Pages.Shares;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>A share by its link, without an account: who asks, what for, until when, and the way to pay it or to leave again. Places offered to everybody have a list.</summary>
internal sealed class ShowShare(FindingShares finding, PayingShare paying, ShareWallet wallet, ManagingShares managing, ShareTelling telling, UnitOfWork work, Visit visit, IStringLocalizer<PaymentsWords> t, TimeProvider clock)
{
    private const int MostSeats = 50;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/pay/share/{id:guid}", (Guid id, string? key, ShowShare page, CancellationToken stop) => page.PageAsync(id, key, new Typed("", ""), null, null, StatusCodes.Status200OK, stop));
        doors.Club.MapPost("/pay/share/{id:guid}", (Guid id, IFormCollection form, ShowShare page, CancellationToken stop) => page.SubmitAsync(id, form, stop)).MovesMoney();
        doors.Club.MapGet("/seats", (ShowShare page, CancellationToken stop) => page.SeatsAsync(stop));
    }

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await finding.ShareAsync(id, key, stop) is not { } found) return TypedResults.NotFound();
        if (form["do"] == "leave")
        {
            var stays = await managing.LeaveAsync(found.Split.BookingId, id, stop);
            // The link opens nothing any more: whoever left sees the list of places, and what became of their money.
            return stays is null ? Results.Redirect("/seats?left=true") : await PageAsync(id, key, new Typed("", ""), null, t[stays.Sentence], stays.Status, stop);
        }
        var typed = new Typed(form["name"].ToString(), form["email"].ToString());
        var checks = new Checks();
        var payer = SplitByProgram.PayerOf(typed.Name, typed.Email, found.Share, visit, checks, t["Please tell us your name."], t["Please write an e-mail address, such as name@example.com."]);
        if (!checks.Pass) return await PageAsync(id, key, typed, checks, null, StatusCodes.Status400BadRequest, stop);
        var (book, link) = (found.Split.BookingId, await telling.LinkAsync(found.Share, stop));
        var (refusal, payAt) = form["do"] == "wallet" ? await paying.FromWalletAsync(book, id, payer, link, stop) : await paying.StartAsync(book, id, payer, link, null, stop);
        return refusal is null ? Results.Redirect(payAt!) : await PageAsync(id, key, typed, null, t[refusal.Sentence], refusal.Status, stop);
    }

    private async Task<IResult> PageAsync(Guid id, string? key, Typed typed, Checks? checks, string? refusal, int status, CancellationToken stop)
    {
        if (await finding.ShareAsync(id, key, stop) is not { } found) return new RazorComponentResult<ShareGonePage>() { StatusCode = StatusCodes.Status404NotFound };
        var now = clock.GetUtcNow();
        return new RazorComponentResult<SharePage>(new
        {
            Found = found,
            Key = key,
            Name = typed.Name,
            Email = typed.Email,
            Errors = checks?.Errors.ToDictionary(error => error.Key, error => error.Value[0]) ?? [],
            Refusal = refusal,
            Over = PayingShare.Forbidden(found.Split, found.Share, now) is { } over ? t[over.Sentence].Value : null,
            AsksWho = !visit.Caller.IsKnown && found.Share.Name is null && found.Share.Email is null,
            IsHeld = new SplitTimes(found.Split.DeadlineAt, found.Split.LastAt).CanBeHeld(now),
            Wallet = found.Share.State == ShareState.Open ? await wallet.EnoughAsync(found.Split.VenueId, found.Split.StartsAt, found.Split.Zone, found.Split.Of(found.Share.AmountMinor), stop) : null,
            Now = now,
        })
        {
            StatusCode = status,
        };
    }

    private async Task<IResult> SeatsAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var offered = await model.Shares.AsNoTracking().Where(share => share.IsOffered && share.State == ShareState.Open)
            .Join(model.Splits.Where(split => split.State == SplitState.Open && split.DeadlineAt > now), share => share.SplitId, split => split.Id, (share, split) => new { Share = share, Split = split })
            .OrderBy(one => one.Split.StartsAt).Take(MostSeats).ToListAsync(stop);
        await work.RollbackAsync();
        return new RazorComponentResult<SeatsPage>(new { Seats = offered.Select(one => new FoundShare(one.Split, one.Share)).ToList() });
    }

    private sealed record Typed(string Name, string Email);
}
