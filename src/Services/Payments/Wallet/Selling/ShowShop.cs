using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments;

/// <summary>The club's shop: packs of credit and gift cards, for everybody to see and for who is signed in to buy.</summary>
internal sealed class ShowShop(ShopView view, Packs packs, GiftCards cards, Redeeming redeeming, WalletView wallet, Visit visit, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/shop";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (ShowShop page, CancellationToken stop) => page.PageAsync(null, GiftForm.Empty, StatusCodes.Status200OK, stop));
        doors.Club.MapPost(Path + "/packs/{id:guid}", (Guid id, IFormCollection form, ShowShop page, CancellationToken stop) => page.BuyAsync(id, form, stop)).NeedsAccount().MovesMoney();
        doors.Club.MapPost(Path + "/gift-cards", (IFormCollection form, ShowShop page, CancellationToken stop) => page.GiveAsync(form, stop)).NeedsAccount().MovesMoney();
        doors.Club.MapGet("/me/gift-cards/{id:guid}", (Guid id, ShowShop page, CancellationToken stop) => page.CardAsync(id, stop)).NeedsAccount();
        doors.Club.MapPost(ShowWallet.Path + "/redeem", (IFormCollection form, ShowShop page, CancellationToken stop) => page.RedeemAsync(form, stop)).NeedsAccount().MovesMoney().Costs(Effort.SignIn);
    }

    private async Task<IResult> BuyAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var outcome = await packs.BuyAsync(visit.Caller.AccountId!.Value, id, long.TryParse(form["price"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null, null, stop);
        return outcome.Refusal is { } refusal ? await PageAsync(t[refusal.Sentence], GiftForm.Empty, refusal.Status, stop) : Results.Redirect(outcome.PayAt!);
    }

    private async Task<IResult> GiveAsync(IFormCollection form, CancellationToken stop)
    {
        var typed = GiftForm.Read(form);
        if (typed.DeliverOn.Length > 0 && typed.Day is null) return await PageAsync(null, typed with { Errors = new Dictionary<string, string> { ["deliverOn"] = t["A date such as 2026-12-31 is needed."] } }, StatusCodes.Status400BadRequest, stop);
        var outcome = await cards.BuyAsync(visit.Caller.AccountId!.Value, typed.Input, null, stop);
        if (outcome.Refusal is not { } refusal) return Results.Redirect(outcome.PayAt!);
        var errors = refusal.More.TryGetValue("errors", out var said) && said is IReadOnlyDictionary<string, string[]> fields ? fields.ToDictionary(error => error.Key, error => t[error.Value[0]].Value) : [];
        return await PageAsync(errors.Count == 0 ? t[refusal.Sentence].Value : null, typed with { Errors = errors }, refusal.Status, stop);
    }

    private async Task<IResult> CardAsync(Guid id, CancellationToken stop)
    {
        var (purchase, card, code) = await cards.FindAsync(visit.Caller.AccountId!.Value, id, stop);
        return purchase is null ? Refusal.NotFound("This gift card") : new RazorComponentResult<GiftCardPage>(new { Amount = purchase.Credit, Card = card, Code = code, HasFailed = purchase.State == Purchase.Failed });
    }

    private async Task<IResult> RedeemAsync(IFormCollection form, CancellationToken stop)
    {
        var (_, refusal) = await redeeming.RedeemAsync(visit.Caller.AccountId!.Value, form["code"].ToString(), stop);
        return refusal is null ? Results.Redirect(ShowWallet.Path + "?done=code")
            : new RazorComponentResult<WalletPage>(new { Seen = await wallet.OfAsync(visit.Caller.AccountId!.Value, stop), Code = form["code"].ToString(), CodeError = t[refusal.Sentence].Value }) { StatusCode = refusal.Status };
    }

    private async Task<IResult> PageAsync(string? refusal, GiftForm form, int status, CancellationToken stop) =>
        new RazorComponentResult<ShopPage>(new { Shop = await view.ReadAsync(stop), Form = form, Refusal = refusal }) { StatusCode = status };
}

/// <summary>The form of a gift card, as typed.</summary>
public sealed record GiftForm(string Amount, string Recipient, string RecipientName, string GiverName, string Message, string DeliverOn, string Language)
{
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    internal static readonly GiftForm Empty = new("", "", "", "", "", "", "");

    internal DateOnly? Day => DateOnly.TryParseExact(DeliverOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    internal GiftInput Input => new(long.TryParse(Amount, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : 0, Recipient, RecipientName, GiverName, Message, Day, Language);

    internal static GiftForm Read(IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
        return new GiftForm(Text("amount"), Text("recipient"), Text("recipientName"), Text("giverName"), Text("message"), Text("deliverOn"), Text("language"));
    }
}
