using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Invoices;

/// <summary>All invoices and credit notes of the club, and a file of them for the accountant.</summary>
internal static class ShowInvoices
{
    public const string Path = "/manage/payments/invoices";
    private const int PageSize = 50;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).Needs(Ability.SeePayments);
        doors.Club.MapGet(Path + ".csv", SendAsync).Costs(Effort.Export).Needs(Ability.SeePayments);
    }

    private static async Task<RazorComponentResult<InvoicesPage>> ShowAsync(string? q, string? from, string? until, int? page, InvoiceReader reader, TaxSettings settings, UnitOfWork work, Visit visit, CancellationToken stop)
    {
        var asked = MoneyAsked.Of(q, null, null, from, until);
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        var (lines, total) = await reader.PageAsync(asked, (at - 1) * PageSize, PageSize, stop);
        await work.BeginAsync(stop);
        var (_, said) = await settings.ReadAsync(stop);
        await work.RollbackAsync();
        return new(new { Lines = lines, Asked = asked, Page = at, Pages = Math.Max(1, (total + PageSize - 1) / PageSize), Total = total, IsSet = said, visit.Tenant!.Zone });
    }

    private static async Task<IResult> SendAsync(string? q, string? from, string? until, InvoiceReader reader, UnitOfWork work, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        var (lines, _) = await reader.PageAsync(MoneyAsked.Of(q, null, null, from, until), 0, Sheet.Most, stop);
        await work.BeginAsync(stop);
        work.Audit(new Act("invoices.exported", "invoices", "all") { Changes = [new Changed("rows", null, lines.Count.ToString(CultureInfo.InvariantCulture))] });
        await work.CommitAsync(stop);

        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Sheet.Of("number,issued,kind,corrects,customer,customer tax id,venue,booking,net,tax,total,currency,rates", lines.Select(Cells)), Sheet.Type, $"invoices-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }

    private static string Kind(Invoice one) => (one.IsAdvance, one.IsCredit) switch { (true, true) => "credit taken back", (true, false) => "credit sold", (_, true) => "credit note", _ => "invoice" };

    private static IEnumerable<string?> Cells(Invoice one)
    {
        string Signed(long minor) => MoneyText.Plain(new Money(one.IsCredit ? -minor : minor, one.Total.Currency));
        return
        [
            one.Code, one.IssuedAt.ToString("O", CultureInfo.InvariantCulture), Kind(one), one.CorrectsCode, one.Customer, one.CustomerTaxId, one.Content.Venue ?? one.Content.Bought?.Name,
            $"{one.BookingId}", Signed(one.Total.AmountMinor - one.Content.TaxMinor), Signed(one.Content.TaxMinor), Signed(one.Total.AmountMinor), one.Total.Currency,
            string.Join("; ", one.Content.Taxes.Select(tax => $"{tax.Rate} {Signed(tax.TaxMinor)}")),
        ];
    }
}
