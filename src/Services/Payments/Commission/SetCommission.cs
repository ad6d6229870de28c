using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Terms;

/// <summary>A platform admin says what the platform keeps: of a plan, or agreed with one club, from a day to come. What was said before stays to be read.</summary>
internal sealed class SetCommission(UnitOfWork work, ITenantStore tenants, Visit visit, TimeProvider clock, IStringLocalizer<AccountingWords> t)
{
    public const string Path = "/commission";
    private static readonly string[] Plans = ["standard", "chain", "pilot"];
    private static readonly string[] Fields = ["whom", "currency", "from", "percent", "fixed", "least", "most", "note"];

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, (string? done, SetCommission page, CancellationToken stop) => page.ShowAsync(done, [], null, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(Path, (IFormCollection form, SetCommission page, CancellationToken stop) => page.SaveAsync(form, stop)).Needs(ConsoleDoor.Ability);
    }

    private async Task<IResult> SaveAsync(IFormCollection form, CancellationToken stop)
    {
        var typed = Fields.ToDictionary(field => field, field => form[field].ToString().Replace("\0", "", StringComparison.Ordinal).Trim());
        var clubs = await tenants.AllAsync(stop);
        var (checks, whom, currency) = (new Checks(), typed["whom"].Split(' ', 2), typed["currency"].ToUpperInvariant());
        var club = whom is ["club", var slug] ? clubs.FirstOrDefault(one => one.Slug == slug) : null;
        var plan = whom is ["plan", var name] && Plans.Contains(name) ? name : null;
        checks.That(club is not null || plan is not null, "whom", "Please choose a plan or a club.");
        checks.That(currency.Length == 0 || (currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)), "currency", "Please give a currency's code of three letters.");
        var from = DateOnly.TryParseExact(typed["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        // What a payment costs is agreed with it: no terms begin on a day that has begun.
        checks.That(from > Today && from.Value.Year < 2200, "from", "Please give a day after today.");
        var share = PercentInput.Parse(typed["percent"]);
        checks.That(share is not null || (typed["percent"].Length == 0 && club is not null), "percent", "Please give a share from 0 to 100 per cent.");
        var amounts = new[] { "fixed", "least", "most" }.ToDictionary(field => field, field => Amount(typed[field], field, currency, checks));
        checks.That(amounts["most"] is not { } most || most >= (amounts["least"] ?? 0), "most", "The most cannot be less than the least.");
        checks.Optional(typed["note"], "note", 300);
        if (!checks.Pass) return await ShowAsync(null, typed, checks.Errors, stop);

        await InsertAsync(plan, club, currency, from!.Value, share, amounts, typed["note"], stop);
        return Results.Redirect($"{Path}?done=saved");
    }

    private async Task InsertAsync(string? plan, TenantInfo? club, string currency, DateOnly from, int? share, Dictionary<string, long?> amounts, string note, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginPlatformAsync(stop);
        await using (var insert = work.Command("""
            insert into commission_terms (id, plan, club, currency, valid_from, basis_points, fixed_minor, min_minor, max_minor, note, made_by, made_at)
            values ($1, $2, $3::text::name, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """, Guid.CreateVersion7(now), plan, club?.Schema, currency.Length == 0 ? null : currency, from, share, amounts["fixed"] ?? 0, amounts["least"] ?? 0, amounts["most"], note.Length == 0 ? null : note, visit.Caller.Name, now))
            await insert.ExecuteNonQueryAsync(stop);
        work.Audit(new Act("commission.set", club is null ? "plan" : "club", plan ?? $"{club!.Id}", plan ?? club!.Slug)
        {
            Reason = note.Length == 0 ? null : note,
            Changes = [new Changed("terms", null, string.Create(CultureInfo.InvariantCulture, $"{share / 100m} % + {amounts["fixed"] ?? 0}, {amounts["least"] ?? 0} to {amounts["most"]} {currency} from {from:yyyy-MM-dd}"))],
        });
        await work.CommitAsync(stop);
    }

    private async Task<IResult> ShowAsync(string? done, Dictionary<string, string> typed, IReadOnlyDictionary<string, string[]>? errors, CancellationToken stop)
    {
        var clubs = (await tenants.AllAsync(stop)).OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
        var lines = new List<TermsLine>();
        await work.BeginPlatformAsync(stop);
        await using (var read = work.Command("select plan, club::text, currency, valid_from, basis_points, fixed_minor, min_minor, max_minor, note, made_by, made_at from commission_terms order by valid_from desc, made_at desc, id desc limit 200"))
        await using (var row = await read.ExecuteReaderAsync(stop))
        {
            while (await row.ReadAsync(stop))
            {
                string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
                lines.Add(new TermsLine(
                    Text(0), clubs.Find(one => one.Schema == Text(1))?.Name ?? Text(1), Text(2), row.GetFieldValue<DateOnly>(3), row.IsDBNull(4) ? null : row.GetInt32(4),
                    row.GetInt64(5), row.GetInt64(6), row.IsDBNull(7) ? null : row.GetInt64(7), Text(8), row.GetString(9), row.GetFieldValue<DateTimeOffset>(10)));
            }
        }
        await work.RollbackAsync();
        return new RazorComponentResult<CommissionPage>(new
        {
            Lines = lines,
            Clubs = clubs.Select(one => (one.Slug, one.Name)).ToList(),
            Plans,
            Today,
            Typed = typed,
            Errors = (errors ?? new Dictionary<string, string[]>()).ToDictionary(error => error.Key, error => t[error.Value[0]].Value),
            Done = done,
        })
        {
            StatusCode = errors is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static long? Amount(string text, string field, string currency, Checks checks)
    {
        if (text.Length == 0) return null;
        checks.That(currency.Length == 3, "currency", "An amount needs its currency.");
        var minor = currency.Length == 3 ? MoneyInput.Parse(text, currency) : null;
        checks.That(minor is not null || currency.Length != 3, field, "Please give an amount.");
        return minor;
    }
}

/// <summary>Terms as somebody made them.</summary>
public sealed record TermsLine(
    string? Plan, string? Club, string? Currency, DateOnly From, int? BasisPoints, long FixedMinor, long LeastMinor, long? MostMinor, string? Note, string MadeBy, DateTimeOffset MadeAt)
{
    /// <summary>An amount of the terms' currency.</summary>
    public Money Of(long minor) => new(minor, Currency ?? "EUR");
}
