using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Pages.Shares;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Shares;

/// <summary>How the club lets players split a price: the page on which an owner says it, and the same by the API.</summary>
internal sealed class ShowSplitSettings(SavingSplit saving, IPayments payments, Providers providers, CurrentTenant tenant, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/manage/payments/split";

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, async (SavingSplit saving, CancellationToken stop) => SplitTerms.Of(await saving.ReadAsync(stop))).Needs(Ability.ManageTenant).WithSummary("How the club lets players split a price");
        doors.Api.MapPut(Path, SaveAsync).Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Say how the club lets players split a price").Produces<SplitTerms>().ProducesProblem(400);
        doors.Club.MapGet(Path, (string? done, ShowSplitSettings page, CancellationToken stop) => page.ShowAsync(done, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, ShowSplitSettings page, CancellationToken stop) => page.ChangeAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
    }

    private static async Task<IResult> SaveAsync(SplitTerms terms, SavingSplit saving, CancellationToken stop) =>
        await saving.SaveAsync(terms, stop) is { } refusal ? refusal : Results.Ok(SplitTerms.Of(await saving.ReadAsync(stop)));

    private async Task<IResult> ShowAsync(string? done, CancellationToken stop)
    {
        var terms = SplitTerms.Of(await saving.ReadAsync(stop));
        return await PageAsync(Typed(terms), terms.Fallbacks!, done, StatusCodes.Status200OK, stop);
    }

    private async Task<IResult> ChangeAsync(IFormCollection sent, CancellationToken stop)
    {
        var form = SellForm.Read(sent);
        List<string> fallbacks = [.. sent["fallbacks"].OfType<string>()];
        var cover = form["mostCover"].Length == 0 ? (long?)null : form.Money("mostCover", tenant.Info.Currency);
        var terms = new SplitTerms(sent["on"].Count > 0, form.Number("deadlineHours") ?? 0, form["charging"] == "once", fallbacks, cover);
        return await saving.SaveAsync(terms, stop) is { } refusal
            ? await PageAsync(form.With(refusal, text => t[text]), fallbacks, null, refusal.Status, stop)
            : Results.Redirect($"{Path}?done=saved");
    }

    private async Task<IResult> PageAsync(SellForm form, IReadOnlyList<string> fallbacks, string? done, int status, CancellationToken stop)
    {
        var methods = (await payments.MethodsAsync(stop)).Where(method => method.Online).ToList();
        return new RazorComponentResult<SplitSettingsPage>(new
        {
            Form = form,
            Fallbacks = fallbacks,
            tenant.Info.Currency,
            Done = done,
            // Said beside the switch: a club that has nothing to split by would wonder why no player sees it.
            CanSplit = methods.Exists(method => method.MaySplit),
            CouldSplitAtOnce = form["charging"] != "once" && methods.Exists(method => method.Code != Payment.Wallet && providers.Find(method.Code)?.Capabilities is { Hold: false, Refund: RefundWay.Automatic }),
        })
        {
            StatusCode = status,
        };
    }

    private static SellForm Typed(SplitTerms terms, string currency) => new(
        new Dictionary<string, string>
        {
            ["on"] = terms.On ? "on" : "",
            ["deadlineHours"] = terms.DeadlineHours.ToString(CultureInfo.InvariantCulture),
            ["charging"] = terms.ChargeAtOnce ? "once" : "hold",
            ["mostCover"] = terms.MostCoverMinor is { } most ? MoneyText.Plain(new Money(most, currency)) : "",
        },
        []);

    private SellForm Typed(SplitTerms terms) => Typed(terms, tenant.Info.Currency);
}
