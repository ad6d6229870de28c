using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Invoices;

/// <summary>Who runs the club says who sells: the legal name, the tax number and the address on every invoice from now on.</summary>
internal sealed class ShowTax(TaxSettings settings, UnitOfWork work, IStringLocalizer<AccountingWords> t)
{
    public const string Path = "/manage/payments/tax";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowTax page, CancellationToken stop) => page.ShowAsync(done, null, null, null, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, ShowTax page, CancellationToken stop) => page.SaveAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
    }

    private async Task<IResult> SaveAsync(IFormCollection form, CancellationToken stop)
    {
        var checks = new Checks();
        var seller = new Seller(
            checks.Text(form["legalName"], "legalName", 200, "Please give the name the club has before the law."), checks.Optional(form["taxId"], "taxId", 40),
            checks.Text(form["address"], "address", 400, "Please give the club's address."), form["country"].ToString().Trim().ToUpperInvariant(), checks.Optional(form["foot"], "foot", 400));
        checks.That(seller.Country.Length == 2 && seller.Country.All(char.IsAsciiLetterUpper), "country", "Please give the country's code of two letters.");
        var (typed, bps) = (form["membershipTax"].ToString().Trim(), PercentInput.Parse(form["membershipTax"].ToString()));
        checks.That(typed.Length == 0 || bps is not null, "membershipTax", "Between 0 and 100 percent.");
        if (!checks.Pass) return await ShowAsync(null, seller, typed, checks.Errors, stop);

        await work.BeginAsync(stop);
        var (before, _) = await settings.ReadAsync(stop);
        var taxBefore = await settings.MembershipBpsAsync(stop);
        await settings.SaveAsync(seller, bps ?? 0, stop);
        if (before != seller || taxBefore != (bps ?? 0))
            work.Audit(new Act("tax_settings.changed", "tax settings", "club")
            {
                Changes = [.. new[] { ("name", before.Name, seller.Name), ("tax number", before.TaxId, seller.TaxId), ("address", before.Address, seller.Address), ("country", before.Country, seller.Country), ("foot", before.Foot, seller.Foot), ("tax in memberships", PercentInput.Plain(taxBefore), PercentInput.Plain(bps ?? 0)) }
                    .Where(change => change.Item2 != change.Item3).Select(change => new Changed(change.Item1, change.Item2, change.Item3))],
            });
        await work.CommitAsync(stop);
        return Results.Redirect($"{Path}?done=saved");
    }

    private async Task<IResult> ShowAsync(string? done, Seller? typed, string? taxTyped, IReadOnlyDictionary<string, string[]>? errors, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (known, said) = await settings.ReadAsync(stop);
        var tax = await settings.MembershipBpsAsync(stop);
        await work.RollbackAsync();
        return new RazorComponentResult<TaxPage>(new
        {
            Of = typed ?? (said ? known : known with { Name = "" }),
            MembershipTax = taxTyped ?? PercentInput.Plain(tax),
            Errors = (errors ?? new Dictionary<string, string[]>()).ToDictionary(error => error.Key, error => t[error.Value[0]].Value),
            Done = done,
        })
        {
            StatusCode = errors is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }
}
