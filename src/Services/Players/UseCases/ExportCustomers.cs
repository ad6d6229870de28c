using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Exchange;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.UseCases;

/// <summary>The club takes its customers along: as a table for a spreadsheet, which an import reads back, or as JSON.</summary>
internal static class ExportCustomers
{
    internal sealed record Answer(IReadOnlyList<Row> Customers);

    /// <summary>A customer in the export.</summary>
    internal sealed record Row(Guid Id, string Name, string? Email, string? Phone, string Language, IReadOnlyList<string> Tags, string Groups, string? Blocked, DateTimeOffset? MarketingConsentAt, bool HasAccount);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(ListCustomers.Path + "/export.csv", async (UnitOfWork work, CancellationToken stop) => Table(await ReadAsync(work, stop))).Costs(Effort.Export).Needs(Ability.ManageCustomers).ByHolderAlone();
        doors.Club.MapGet(ListCustomers.Path + "/export.json", async (UnitOfWork work, CancellationToken stop) => TypedResults.Ok(new Answer(await ReadAsync(work, stop)))).Costs(Effort.Export).Needs(Ability.ManageCustomers).ByHolderAlone();
        doors.Api.MapGet("/customers/export", ExportAsync).Costs(Effort.Export).Needs(Ability.ManageCustomers)
            .WithSummary("All customers as JSON, or as CSV with format=csv").Produces<Answer>();
    }

    private static async Task<IResult> ExportAsync(string? format, UnitOfWork work, CancellationToken stop)
    {
        var rows = await ReadAsync(work, stop);
        return format == "csv" ? Table(rows) : TypedResults.Ok(new Answer(rows));
    }

    private static IResult Table(IReadOnlyList<Row> rows)
    {
        // With its mark, so that a spreadsheet reads it as UTF-8.
        var text = new StringBuilder("\uFEFF").Append(CsvText.Row(CustomerColumns.All));
        foreach (var row in rows)
            text.Append(CsvText.Row([$"{row.Id}", row.Name, row.Email, row.Phone, row.Language, string.Join(", ", row.Tags), row.Groups, row.Blocked, row.MarketingConsentAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]));
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "customers.csv");
    }

    private static async Task<IReadOnlyList<Row>> ReadAsync(UnitOfWork work, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PlayersModel>();
        var customers = await model.Customers.AsNoTracking().Where(customer => customer.MergedInto == null).OrderBy(customer => customer.Searched).ThenBy(customer => customer.Id).ToListAsync(stop);
        var places = (await model.GroupMembers.AsNoTracking().ToListAsync(stop)).ToLookup(place => place.CustomerId);
        work.Audit(new Act("customers.exported", "customers", "all") { Changes = [new Changed("rows", null, $"{customers.Count}")] });
        await work.CommitAsync(stop);
        return [.. customers.Select(customer => new Row(
            customer.Id, customer.Name, customer.Email, customer.Phone, customer.Language, customer.Tags,
            ImportPlan.Written(places[customer.Id].Select(place => new CustomerInput.Place(place.GroupKey, place.Until))), customer.BlockedReason, customer.MarketingConsentAt, customer.AccountId is not null))];
    }
}
