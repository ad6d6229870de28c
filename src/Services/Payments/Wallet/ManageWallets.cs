using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments;

/// <summary>The pages on which somebody who works at the club finds a customer's wallet, gives credit and takes it back.</summary>
internal sealed class ManageWallets(WalletView view, GivingCredit giving, ICustomers customers, IAccounts accounts, CurrentTenant tenant, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/manage/wallet";

    public static string PathOf(Guid account) => $"{Path}/{account}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? q, ManageWallets page, CancellationToken stop) => page.FindAsync(q, stop)).Needs(Ability.ManageBookings);
        doors.Club.MapGet(Path + "/{account:guid}", (Guid account, string? done, ManageWallets page, CancellationToken stop) => page.PageAsync(account, done, null, WalletForm.Empty, StatusCodes.Status200OK, stop)).Needs(Ability.ManageBookings);
        doors.Club.MapPost(Path + "/{account:guid}", (Guid account, IFormCollection form, ManageWallets page, CancellationToken stop) => page.ChangeAsync(account, form, stop)).Needs(Ability.ManageBookings).MovesMoney();
    }

    private async Task<IResult> FindAsync(string? typed, CancellationToken stop)
    {
        var found = string.IsNullOrWhiteSpace(typed) ? [] : await customers.SearchAsync(typed, 25, stop);
        return new RazorComponentResult<WalletsPage>(new { Typed = typed?.Trim(), Found = found });
    }

    private async Task<IResult> ChangeAsync(Guid account, IFormCollection sent, CancellationToken stop)
    {
        var form = WalletForm.Read(sent);
        var amount = MoneyInput.Parse(form.Amount, tenant.Info.Currency) ?? 0;
        var refusal = form.LotId is { } lot ? await giving.TakeAsync(account, lot, amount, form.Reason, stop)
            : form.Last is null && form.ExpiresOn.Length > 0 ? Refusal.Malformed("expiresOn", "A date such as 2026-12-31 is needed.")
            : await giving.GiveAsync(account, amount, form.Last, form.Reason, stop);
        return refusal is null ? Results.Redirect($"{PathOf(account)}?done={(form.LotId is null ? "given" : "taken")}") : await PageAsync(account, null, refusal, form, refusal.Status, stop);
    }

    private async Task<IResult> PageAsync(Guid account, string? done, Refusal? refusal, WalletForm form, int status, CancellationToken stop) =>
        await accounts.FindAsync(account, stop) is not { } holder ? WalletRefusals.NoAccount
            : new RazorComponentResult<CustomerWalletPage>(new { Holder = holder, Seen = await view.OfAsync(account, stop), Done = done, Refusal = refusal is null ? null : t[refusal.Sentence].Value, Form = form }) { StatusCode = status };
}

/// <summary>What was typed about somebody's credit.</summary>
/// <param name="LotId">The credit to take from; none to give some.</param>
public sealed record WalletForm(Guid? LotId, string Amount, string ExpiresOn, string Reason)
{
    internal static readonly WalletForm Empty = new(null, "", "", "");

    internal DateOnly? Last => DateOnly.TryParseExact(ExpiresOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    internal static WalletForm Read(IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
        return new WalletForm(Guid.TryParse(form["lot"], out var lot) ? lot : null, Text("amount"), Text("expiresOn"), Text("reason"));
    }
}
