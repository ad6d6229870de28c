using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Invoices;

/// <summary>A player sees their receipts, and says once what is to stand on the next ones: a company, its tax number, its address.</summary>
internal sealed class ShowMyReceipts(InvoiceReader reader, UnitOfWork work, Visit visit, TimeProvider clock, IStringLocalizer<AccountingWords> t)
{
    public const string Path = "/my-receipts";
    private const int Most = 200;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowMyReceipts page, CancellationToken stop) => page.ShowAsync(done, null, null, stop)).NeedsAccount();
        doors.Club.MapPost(Path, (IFormCollection form, ShowMyReceipts page, CancellationToken stop) => page.SaveAsync(form, stop)).NeedsAccount().ByHolderAlone();
    }

    private async Task<IResult> SaveAsync(IFormCollection form, CancellationToken stop)
    {
        var checks = new Checks();
        var recipient = new Recipient(
            checks.Optional(form["company"], "company", 200), checks.Optional(form["taxId"], "taxId", 40), checks.Optional(form["address"], "address", 400));
        checks.That(recipient.Company is not null || recipient is { TaxId: null, Address: null }, "company", "Please give the company's name.");
        if (!checks.Pass) return await ShowAsync(null, recipient, checks.Errors, stop);

        await work.BeginAsync(stop);
        await using (var save = recipient.Company is null
            ? work.Command("delete from invoice_recipients where account_id = $1", visit.Caller.AccountId)
            : work.Command("""
                insert into invoice_recipients (account_id, company, tax_id, address, updated_at) values ($1, $2, $3, $4, $5)
                on conflict (account_id) do update set company = excluded.company, tax_id = excluded.tax_id, address = excluded.address, updated_at = excluded.updated_at
                """, visit.Caller.AccountId, recipient.Company, recipient.TaxId, recipient.Address, clock.GetUtcNow()))
            await save.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return Results.Redirect($"{Path}?done=saved");
    }

    private async Task<IResult> ShowAsync(string? done, Recipient? typed, IReadOnlyDictionary<string, string[]>? errors, CancellationToken stop)
    {
        var lines = await reader.OfAccountAsync(visit.Caller.AccountId!.Value, Most, stop);
        return new RazorComponentResult<ReceiptsPage>(new
        {
            Lines = lines,
            visit.Tenant!.Zone,
            Recipient = typed ?? await RecipientAsync(stop),
            Errors = (errors ?? new Dictionary<string, string[]>()).ToDictionary(error => error.Key, error => t[error.Value[0]].Value),
            Done = done,
        })
        {
            StatusCode = errors is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private async Task<Recipient> RecipientAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        Recipient? known = null;
        await using (var read = work.Command("select company, tax_id, address from invoice_recipients where account_id = $1", visit.Caller.AccountId))
        await using (var reading = await read.ExecuteReaderAsync(stop))
            if (await reading.ReadAsync(stop)) known = new Recipient(reading.GetString(0), reading.IsDBNull(1) ? null : reading.GetString(1), reading.IsDBNull(2) ? null : reading.GetString(2));
        await work.RollbackAsync();
        return known ?? new Recipient(null, null, null);
    }
}

/// <summary>Who is to stand on somebody's next invoices.</summary>
public sealed record Recipient(string? Company, string? TaxId, string? Address);
