using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Pages;
using PadelSaaS.Players.Search;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Players.UseCases;

/// <summary>The desk finds a customer while they are talking; whoever runs the club leafs through all of them.</summary>
internal static class ListCustomers
{
    public const string Path = "/manage/customers";
    private const int PageSize = 50;

    internal sealed record Answer(IReadOnlyList<CustomerView> Customers, int Page, int Pages, int Total);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).Needs(Ability.SeeCustomers);
        doors.Api.MapGet("/customers", FindAsync).Needs(Ability.SeeBoard)
            .WithSummary("Customers by name, address, number, tag or group; accents and case do not matter");
    }

    private static async Task<Results<Ok<Answer>, Refusal>> FindAsync(
        string? q, string? tag, string? group, int? page, int? limit, CustomerSearch search, Visit visit, CancellationToken stop)
    {
        var checks = new Checks();
        var text = checks.Optional(q, "q", 200);
        checks.That(page is null or (>= 1 and <= 100_000), "page", "A page is a number from 1.");
        checks.That(limit is null or (>= 1 and <= 100), "limit", "From 1 to 100.");
        if (!checks.Pass) return checks.Refusal();

        var (at, most) = (page ?? 1, limit ?? PageSize);
        var (lines, total) = await search.PageAsync(new CustomerQuery(text, Sought(tag), Sought(group)), (at - 1) * most, most, stop);
        return TypedResults.Ok(new Answer([.. lines.Select(line => CustomerView.Of(line, visit))], at, Pages(total, most), total));
    }

    private static async Task<RazorComponentResult<CustomersPage>> ShowAsync(
        string? q, string? tag, string? group, int? page, CustomerSearch search, UnitOfWork work, Visit visit, CancellationToken stop)
    {
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        var query = new CustomerQuery(Sought(q), Sought(tag), Sought(group));
        var (lines, total) = await search.PageAsync(query, (at - 1) * PageSize, PageSize, stop);
        await work.BeginAsync(stop);
        var groups = await work.Model<PlayersModel>().CustomerGroups.AsNoTracking().OrderBy(known => known.Position).ThenBy(known => known.Key).ToListAsync(stop);
        await work.RollbackAsync();
        return new(new
        {
            Customers = lines.Select(line => CustomerView.Of(line, visit)).ToList(),
            Groups = groups.Select(known => new Option(known.Key, known.NameIn(visit.Language))).ToList(),
            Asked = new CustomersAsked(query.Text, tag, group, at, Pages(total, PageSize), total),
        });
    }

    // What nobody could have stored is not sought.
    private static string? Sought(string? text) => text is null || text.Contains('\0', StringComparison.Ordinal) ? null : text.Length > 200 ? text[..200] : text;

    private static int Pages(int total, int most) => Math.Max(1, (total + most - 1) / most);
}

/// <summary>What the list of customers was asked for, and how many there are.</summary>
public sealed record CustomersAsked(string? Text, string? Tag, string? Group, int Page, int Pages, int Total)
{
    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrWhiteSpace(Tag) || !string.IsNullOrWhiteSpace(Group);

    /// <summary>Address of a page of the same question.</summary>
    public string Href(int page) => ListCustomers.Path + QueryString.Create(new Dictionary<string, string?> { ["q"] = Text, ["tag"] = Tag, ["group"] = Group, ["page"] = $"{page}" });
}
