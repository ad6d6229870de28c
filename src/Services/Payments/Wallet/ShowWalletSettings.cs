using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments;

/// <summary>How the club keeps wallets: the page on which an owner says it, and the same by the API.</summary>
internal sealed class ShowWalletSettings(SavingWallet saving, CurrentTenant tenant, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/manage/wallet/settings";

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, async (SavingWallet saving, CancellationToken stop) => (await saving.ReadAsync(stop)).Terms)
            .Needs(Ability.ManageTenant).WithSummary("How the club keeps wallets, and whether players may pay with them");
        doors.Api.MapPut(Path, SaveAsync).Needs(Ability.ManageTenant).ByHolderAlone()
            .WithSummary("Say how the club keeps wallets, and whether players may pay with them").Produces<WalletTerms>().ProducesProblem(400).ProducesProblem(409);
        doors.Club.MapGet(Path, (string? done, ShowWalletSettings page, CancellationToken stop) => page.ShowAsync(done, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, ShowWalletSettings page, CancellationToken stop) => page.ChangeAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
    }

    private static async Task<IResult> SaveAsync(WalletTerms terms, SavingWallet saving, CancellationToken stop) =>
        await saving.SaveAsync(terms, stop) is { } refusal ? refusal : Results.Ok((await saving.ReadAsync(stop)).Terms);

    private async Task<IResult> ShowAsync(string? done, CancellationToken stop)
    {
        var (terms, kept) = await saving.ReadAsync(stop);
        // What a club is likely to want stands there already; it counts once it is saved.
        if (!kept) terms = terms with { TopUps = Round(20, 50, 100), GiftAmounts = Round(25, 50, 100) };
        return Page(Typed(terms), kept, done, StatusCodes.Status200OK);
    }

    private async Task<IResult> ChangeAsync(IFormCollection sent, CancellationToken stop)
    {
        var form = SellForm.Read(sent);
        var terms = new WalletTerms(sent["on"].Count > 0, Amounts(form["topUps"]), Amounts(form["giftAmounts"]), form.Number("topUpValidDays"), form.Number("returnedDays") ?? 0, Bps(form["breakageTaxBps"]), form["cancelledTo"].Length > 0 ? form["cancelledTo"] : WalletSettings.ToOrigin);
        return await saving.SaveAsync(terms, stop) is { } refusal
            ? Page(form.With(refusal, text => t[text]), true, null, refusal.Status)
            : Results.Redirect($"{Path}?done=saved");
    }

    private RazorComponentResult<WalletSettingsPage> Page(SellForm form, bool kept, string? done, int status) => new(new { Form = form, Kept = kept, tenant.Info.Currency, Done = done }) { StatusCode = status };

    private SellForm Typed(WalletTerms terms) => new(
        new Dictionary<string, string>
        {
            ["on"] = terms.On ? "on" : "",
            ["topUps"] = Text(terms.TopUps),
            ["giftAmounts"] = Text(terms.GiftAmounts),
            ["topUpValidDays"] = terms.TopUpValidDays?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["returnedDays"] = terms.ReturnedDays.ToString(CultureInfo.InvariantCulture),
            ["cancelledTo"] = terms.CancelledTo,
            ["breakageTaxBps"] = (terms.BreakageTaxBps / 100m).ToString("0.##", CultureInfo.InvariantCulture),
        },
        []);

    private string Text(IReadOnlyList<long>? amounts) => string.Join(" ", (amounts ?? []).Select(amount => Plain(new Money(amount, tenant.Info.Currency))));

    private static string Plain(Money money) => MoneyText.Plain(money) is var text && text.TrimEnd('0') is var cut && cut.EndsWith('.') ? cut[..^1] : text;

    // Round amounts in euros, dollars and pounds are round in rupees a hundred times as high.
    private long[] Round(params int[] amounts) => [.. amounts.Select(amount => amount * (tenant.Info.Currency is "PKR" or "INR" ? 100L : 1L) * (long)Math.Pow(10, MoneyText.Exponent(tenant.Info.Currency)))];

    // Amounts with spaces between them; what cannot be read becomes 0, which no rule allows.
    private List<long> Amounts(string typed) =>
        [.. typed.Split([' ', ';', '\n', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => one.Trim(',')).Where(one => one.Length > 0).Select(one => MoneyInput.Parse(one, tenant.Info.Currency) ?? 0)];

    private static int Bps(string typed) => typed.Length == 0 ? 0 : PercentInput.Parse(typed) ?? -1;
}
