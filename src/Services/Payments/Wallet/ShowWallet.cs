using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments;

/// <summary>The page on which a player sees what they have with the club, pays money in and looks up what moved.</summary>
internal sealed class ShowWallet(WalletView view, ToppingUp toppingUp, Visit visit, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/me/wallet";

    /// <summary>What somebody types who was told of it on paper.</summary>
    public const string Short = "/wallet";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowWallet page, CancellationToken stop) => page.PageAsync(done, null, StatusCodes.Status200OK, stop)).NeedsAccount();
        doors.Club.MapGet(Short, () => Results.Redirect(Path));
        doors.Club.MapPost(Path + "/top-up", (IFormCollection form, ShowWallet page, CancellationToken stop) => page.TopUpAsync(form, stop)).NeedsAccount().MovesMoney();
    }

    private async Task<IResult> TopUpAsync(IFormCollection form, CancellationToken stop)
    {
        var amount = long.TryParse(form["amount"], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : 0;
        var outcome = await toppingUp.TopUpAsync(visit.Caller.AccountId!.Value, amount, null, stop);
        return outcome.Refusal is { } refusal ? await PageAsync(null, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect(outcome.PayAt!);
    }

    private async Task<IResult> PageAsync(string? done, string? refusal, int status, CancellationToken stop) =>
        new RazorComponentResult<WalletPage>(new { Seen = await view.OfAsync(visit.Caller.AccountId!.Value, stop), Done = done, Refusal = refusal }) { StatusCode = status };
}
